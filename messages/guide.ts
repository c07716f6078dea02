/**
 * What zk-lab itself says in a lab's guides. These are in no catalogue of one language: `create` writes the guides of all
 * languages at once. {words} in braces are filled in.
 */
export interface GuidePhrases {
  /** Above what the lab teaches. */
  readonly learn: string;
  /** On top of a guide: how long it takes, and how one sees how far one is. {minutes} */
  readonly about: string;
  /** At a step that the lab has done itself. {until} */
  readonly built: string;
  /**
   * Above what is typed on a node. {node}, {login}: what is typed to be there. {root} … {/root}: what is so where nodes are machines
   * of their own; processes of the user's own machine are the user's.
   */
  readonly onNode: string;
  /** What stands in {login} where the name of a node would, of several. */
  readonly anyNode: string;
  /** The same above what is typed on every node, on the one that leads and on the first that follows; on the user's own machine. */
  readonly onEach: string;
  readonly onLeader: string;
  readonly onFollower: string;
  readonly onHost: string;
  /** Behind a question. {command}: what its answer is given with */
  readonly question: string;
}

/** By language tag (BCP 47), as content names its languages. */
export const guidePhrases: Readonly<Record<string, GuidePhrases>> = {
  en: {
    learn: 'What you learn',
    about:
      'About {minutes} minutes. Where zk-lab is at hand, `zk-lab check` tells how far you are, and `zk-lab guide` shows the step that you are at; the nodes are up after `zk-lab up`, `docker compose up -d --wait` or `vagrant up`.',
    built: '*Done already: this lab was made with everything up to stage {until}. Read it and go on.*',
    onNode: 'On **{node}**{root}, as root{/root} (`{login}`):',
    anyNode: 'NODE',
    onEach: 'On every node{root}, as root{/root} (`{login}`):',
    onLeader: 'On the node whose server leads now{root}, as root{/root} (`{login}`):',
    onFollower: 'On the first node whose server follows now{root}, as root{/root} (`{login}`):',
    onHost: 'On your own machine, in the lab’s folder:',
    question: 'Answer with `{command}`.',
  },
  'zh-CN': {
    learn: '你将学到',
    about:
      '大约需要 {minutes} 分钟。装有 zk-lab 时，`zk-lab check` 会告诉你进行到了哪里，`zk-lab guide` 会显示当前这一步；节点用 `zk-lab up`、`docker compose up -d --wait` 或 `vagrant up` 启动。',
    built: '*这一步已经完成：创建本实验环境时，{until} 阶段及之前的内容都已建好。读一遍，然后继续。*',
    onNode: '在 **{node}** 上{root}，以 root 身份{/root}（`{login}`）：',
    anyNode: '节点名',
    onEach: '在每个节点上{root}，以 root 身份{/root}（`{login}`）：',
    onLeader: '在当前领导者所在的节点上{root}，以 root 身份{/root}（`{login}`）：',
    onFollower: '在第一个跟随者所在的节点上{root}，以 root 身份{/root}（`{login}`）：',
    onHost: '在你自己的机器上，进入实验环境所在的目录：',
    question: '用 `{command}` 作答。',
  },
};

/** A phrase with its {words} filled in. */
export function filledIn(phrase: string, words: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}
