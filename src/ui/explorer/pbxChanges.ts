import type { PbxNode } from './nodes.ts';

/** How long VS Code is given to ask for the rows of a PBX that it was told of, in milliseconds. */
export const askWithin = 1000;

/**
 * Tells VS Code that a PBX is to be drawn anew, and knows whether it has asked for the rows since. Told of a PBX twice in quick
 * succession, VS Code can show the rows of the first time and know none of them: a click on one of them, or its menu, then acts on
 * nothing.
 */
export class PbxChanges {
  readonly #fire: (node: PbxNode) => void;
  readonly #told = new Map<string, number>();

  constructor(fire: (node: PbxNode) => void) {
    this.#fire = fire;
  }

  tell(node: PbxNode): void {
    this.#told.set(node.name, performance.now());
    this.#fire(node);
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
}
