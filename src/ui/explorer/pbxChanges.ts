import type { PbxNode } from './nodes.ts';

/** How long VS Code is given to ask for the rows of a PBX that it was told of, in milliseconds. */
export const askWithin = 1000;
/** How long changes of one PBX are gathered before VS Code is told, in milliseconds. */
const gatherFor = 300;

/**
 * Tells VS Code that a PBX is to be drawn anew, and knows whether it has asked for the rows since. Told of a PBX twice in quick
 * succession, VS Code can show the rows of the first time and know none of them: a click on one of them, or its menu, then acts on
 * nothing.
 */
export class PbxChanges {
  readonly #fire: (node: PbxNode) => void;
  readonly #told = new Map<string, number>();
  readonly #soon = new Map<string, NodeJS.Timeout>();

  constructor(fire: (node: PbxNode) => void) {
    this.#fire = fire;
  }

  tell(node: PbxNode): void {
    this.#forgetSoon(node.name);
    this.#told.set(node.name, performance.now());
    this.#fire(node);
  }

  /** Tells it in a moment, once for all that changes until then, and not while it is asked for the rows anyway. */
  tellSoon(node: PbxNode): void {
    if (this.#soon.has(node.name)) return;
    const timer = setTimeout(() => {
      this.#soon.delete(node.name);
      if (this.isUnderWay(node.name)) this.tellSoon(node);
      else this.tell(node);
    }, gatherFor);
    this.#soon.set(node.name, timer);
  }

  dispose(): void {
    for (const name of [...this.#soon.keys()]) this.#forgetSoon(name);
  }

  /** VS Code asks for the rows of a PBX. */
  asked(name: string): void {
    this.#told.delete(name);
  }

  /** Whether VS Code was told a moment ago and has not asked yet: it gets what is there when it asks, and needs no more telling. */
  isUnderWay(name: string): boolean {
    const toldAt = this.#told.get(name);
    return toldAt !== undefined && performance.now() - toldAt < askWithin;
  }

  #forgetSoon(name: string): void {
    clearTimeout(this.#soon.get(name));
    this.#soon.delete(name);
  }
}
