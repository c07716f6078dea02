/** As much of the shell parser's tree as is looked at. */
declare module 'mvdan-sh' {
  interface Part {
    readonly Value?: string;
    readonly Parts?: readonly Part[];
  }
  interface Word {
    readonly Parts: readonly Part[];
  }
  interface Node {
    readonly Name: { readonly Value: string };
    readonly Args: readonly Word[];
    Pos(): { Line(): number };
  }
  interface Parser {
    Parse(text: string, name: string): Node;
  }
  const sh: {
    readonly syntax: {
      readonly LangBash: number;
      NewParser(...options: unknown[]): Parser;
      Variant(language: number): unknown;
      Walk(node: Node, visit: (node: Node | null) => boolean): void;
      NodeType(node: Node | Part): string;
    };
  };
  export default sh;
}
