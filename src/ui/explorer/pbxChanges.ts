import type { GroupNode, PbxNode } from './nodes.ts';

/** How long VS Code is given to ask for the rows of a PBX that it was told of, in milliseconds. */
export const askWithin = 1000;
/** How long changes of one PBX are gathered before VS Code is told, in milliseconds. */
const gatherFor = 300;

/**
 * Tells VS Code that a PBX or a group is to be drawn anew, and knows whether it has asked for the rows since. Told of a PBX twice in quick
 * succession, VS Code can show the rows of the first time and know none of them: a click on one of them, or its menu, then acts on
 * nothing.
 */
export class PbxChanges {
  readonly #fire: (node: GroupNode | PbxNode) => void;
  readonly #told = new Map<string, number>();
  readonly #soon = new Map<string, NodeJS.Timeout>();

  constructor(fire: (node: GroupNode | PbxNode) => void) {
    this.#fire = fire;
  }

  tell(node: GroupNode | PbxNode): void {
    this.#forgetSoon(keyOf(node));
    this.#told.set(keyOf(node), performance.now());
    this.#fire(node);
  }

  /** Tells it in a moment, once for all that changes until then, and not while it is asked for the rows anyway. */
  tellSoon(node: GroupNode | PbxNode): void {
    const key = keyOf(node);
    if (this.#soon.has(key)) return;
    const timer = setTimeout(() => {
      this.#soon.delete(key);
      if (this.#isTold(key)) this.tellSoon(node);
      else this.tell(node);
    }, gatherFor);
    this.#soon.set(key, timer);
  }

  dispose(): void {
    for (const key of [...this.#soon.keys()]) this.#forgetSoon(key);
  }

  /** VS Code asks for the rows of a PBX, or of a group. */
  asked(node: GroupNode | PbxNode): void {
    this.#told.delete(keyOf(node));
  }

  /** Whether VS Code was told a moment ago and has not asked yet: it gets what is there when it asks, and needs no more telling. */
  isUnderWay(name: string): boolean {
    return this.#isTold(keyOf({ kind: 'pbx', name }));
  }

  #isTold(key: string): boolean {
    const toldAt = this.#told.get(key);
    return toldAt !== undefined && performance.now() - toldAt < askWithin;
  }

  #forgetSoon(key: string): void {
    clearTimeout(this.#soon.get(key));
    this.#soon.delete(key);
  }
}

function keyOf({ kind, name }: Pick<GroupNode | PbxNode, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
}
