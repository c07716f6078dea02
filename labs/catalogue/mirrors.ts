import type { Mirror } from './types.js';

const apache = (base: string) => `${base}/zookeeper/zookeeper-{version}/{file}`;

const dlcdn = apache('https://dlcdn.apache.org');
const archive = apache('https://archive.apache.org/dist');
const github = 'https://github.com/adoptium/temurin{feature}-binaries/releases/download/{tag}/{file}';

const tuna: Mirror = {
  name: 'tuna',
  title: 'Tsinghua University',
  zookeeper: [apache('https://mirrors.tuna.tsinghua.edu.cn/apache')],
  jdk: ['https://mirrors.tuna.tsinghua.edu.cn/Adoptium/{feature}/jdk/{arch}/linux/{file}'],
  vault: ['http://mirrors.tuna.tsinghua.edu.cn/centos-vault/{path}'],
};

const aliyun: Mirror = {
  name: 'aliyun',
  title: 'Alibaba Cloud',
  zookeeper: [apache('https://mirrors.aliyun.com/apache')],
  vault: ['http://mirrors.aliyun.com/centos-vault/{path}'],
};

const huawei: Mirror = {
  name: 'huawei',
  title: 'Huawei Cloud',
  zookeeper: [apache('https://mirrors.huaweicloud.com/apache')],
  vault: ['http://mirrors.huaweicloud.com/centos-vault/{path}'],
};

const ustc: Mirror = {
  name: 'ustc',
  title: 'University of Science and Technology of China',
  zookeeper: [apache('https://mirrors.ustc.edu.cn/apache')],
  jdk: ['https://mirrors.ustc.edu.cn/adoptium/releases/temurin{feature}-binaries/{tag}/{file}'],
  box: ['https://mirrors.ustc.edu.cn/centos-cloud/{path}'],
  vault: ['http://mirrors.ustc.edu.cn/centos-vault/{path}'],
};

const official: Mirror = {
  name: 'official',
  title: 'the publishers themselves',
  // The first is a fast network of copies that holds only current releases; the second keeps everything.
  zookeeper: [dlcdn, archive],
  jdk: [github],
  box: ['https://cloud.centos.org/{path}'],
  vault: ['http://vault.centos.org/{path}', 'http://archive.kernel.org/centos-vault/{path}'],
};

/** First who is quick where the publishers are slow, last who keeps everything. */
const auto: Mirror = {
  name: 'auto',
  title: 'each in turn',
  zookeeper: [dlcdn, ...list(huawei.zookeeper), ...list(tuna.zookeeper), ...list(ustc.zookeeper), archive],
  jdk: [...list(tuna.jdk), ...list(ustc.jdk), github],
  box: [...list(official.box), ...list(ustc.box)],
  vault: [...list(official.vault), ...list(tuna.vault), ...list(aliyun.vault), ...list(huawei.vault)],
};

/**
 * The mirrors by name. Gathered from their own help pages and from public recipes that use them; nothing was downloaded
 * from any of them where this was written. A wrong line costs a lab one failed try, never a wrong file: a download is
 * checked against a pinned checksum or Apache's own.
 *
 * Tsinghua, Aliyun and USTC keep only current releases of Apache's projects, and Tsinghua only the newest Temurin of a
 * line; Huawei keeps old Apache releases too. No mirror of Docker Hub is listed: those that answer without an account
 * come and go, so the user's own registry goes into --image instead.
 */
export const mirrors: readonly Mirror[] = [auto, official, tuna, aliyun, huawei, ustc];

/** A mirror of the user's own, by base address: laid out like Apache's archive, or a plain folder of files. */
export function ownMirror(base: string): Mirror {
  const root = base.replace(/\/+$/, '');
  return {
    name: root,
    title: root,
    zookeeper: [apache(root), `${root}/{file}`],
    jdk: [`${root}/{file}`, `${root}/{feature}/jdk/{arch}/linux/{file}`],
    box: [`${root}/{path}`, `${root}/{file}`],
    vault: [`${root}/{path}`, `${root}/centos-vault/{path}`],
  };
}

/** Where Apache's own checksum files are: a mirror's would prove nothing about that mirror's tarball. */
export const apacheArchive = archive;

function list(urls: readonly string[] | undefined): readonly string[] {
  return urls ?? [];
}
