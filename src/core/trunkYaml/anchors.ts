import * as l10n from '@vscode/l10n';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { FoundProblem, Report } from './problem.ts';
import type { YamlNode } from './yamlTree.ts';

/** How many aliases may lead to one another. */
const maxAliasDepth = 20;
/** How many values aliases and merge keys may bring into one file. */
const maxAliasCount = 500_000;

/** Stops reading what has been refused with a problem. */
export class Refused extends Error {}

/** How much aliases may still repeat in a file. */
export interface AliasBudget {
  left: number;
}

export function aliasBudget(): AliasBudget {
  return { left: maxAliasCount };
}

/** A node that has a name, and how many aliases lead to one another inside it; no node while it is still being read. */
interface Anchored {
  node: YamlNode | undefined;
  aliasDepth: number;
}

/** What the anchors of one document stand for. Nodes are opened, closed and repeated in the order of the text. */
export class Anchors {
  readonly #report: Report;
  readonly #budget: AliasBudget;
  readonly #named = new Map<string, Anchored>();
  /** The aliases that lead to one another so far: in the document, and in each node that is open. */
  readonly #depths = [0];

  constructor(report: Report, budget: AliasBudget) {
    this.#report = report;
    this.#budget = budget;
  }

  /** Begins a node with an anchor. */
  open(name: string): void {
    this.#named.set(name, { node: undefined, aliasDepth: 0 });
    this.#depths.push(0);
  }

  /** Ends the node that was opened last. */
  close(name: string, node: YamlNode): void {
    const aliasDepth = this.#depths.pop() ?? 0;
    this.#deepen(aliasDepth);
    if (node.kind === 'text') node.anchor = { isUsed: false };
    this.#named.set(name, { node, aliasDepth });
  }

  /** @returns what the alias stands for, in its place. */
  alias(name: string, span: Span): YamlNode {
    this.spend(span);
    const target = this.#named.get(name);
    if (!target?.node) {
      const words = target
        ? l10n.t('This alias stands inside the very thing that it repeats. Write the value instead.')
        : l10n.t(
            'In YAML, {0} begins an alias, and nothing above has an anchor of this name. Put the value in quotes if {0} is part of it.',
            '*',
          );
      this.refuse({
        ...errorAt(span, 'alias', words),
        ...(!target && { fix: { kind: 'quote', place: span } }),
      });
    }
    if (target.node.kind === 'text' && target.node.anchor) target.node.anchor.isUsed = true;
    const aliasDepth = target.aliasDepth + 1;
    if (aliasDepth > maxAliasDepth) this.refuse(tooManyAliases(span));
    this.#deepen(aliasDepth);
    return { ...target.node, span, source: target.node.source ?? target.node.span };
  }

  /** Counts one more value that is repeated. */
  spend(span: Span): void {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) this.refuse(tooManyAliases(span));
  }

  refuse(problem: FoundProblem): never {
    this.#report(problem);
    throw new Refused();
  }

  #deepen(aliasDepth: number): void {
    const last = this.#depths.length - 1;
    this.#depths[last] = Math.max(this.#depths[last] ?? 0, aliasDepth);
  }
}

function tooManyAliases(span: Span): FoundProblem {
  const words = l10n.t('This file repeats itself through too many aliases. Write the trunks out instead.');
  return errorAt(span, 'too-many-aliases', words);
}
