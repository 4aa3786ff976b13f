import type { ConfiguredPbx } from '../../core/connection.ts';
import { byName } from '../../core/byName.ts';
import type { GroupNode, PbxNode } from './nodes.ts';

/** The rows of the PBXes and of their groups: VS Code knows a row by its object, so each has one for as long as the window lives. */
export class PbxNodes {
  readonly #list: () => readonly Pick<ConfiguredPbx, 'name' | 'group'>[];
  readonly #pbxes = new Map<string, PbxNode>();
  readonly #groups = new Map<string, GroupNode>();

  /** @param list gives the configured PBXes in the order of the rows. */
  constructor(list: () => readonly Pick<ConfiguredPbx, 'name' | 'group'>[]) {
    this.#list = list;
  }

  /** The row of a PBX, which need not be configured any more. */
  of(name: string): PbxNode {
    const node = this.#pbxes.get(name) ?? { kind: 'pbx', name };
    this.#pbxes.set(name, node);
    return node;
  }

  /** All that there were. */
  all(): PbxNode[] {
    return [...this.#pbxes.values()];
  }

  /** What stands at the top: the groups, then the PBXes that are in none. */
  top(): (GroupNode | PbxNode)[] {
    for (const group of this.#groups.values()) group.pbxes = [];
    const alone: PbxNode[] = [];
    for (const { name, group } of this.#list()) {
      if (group === undefined) alone.push(this.of(name));
      else this.#group(group).pbxes.push(this.of(name));
    }
    const groups = [...this.#groups.values()].filter(({ pbxes }) => pbxes.length > 0);
    return [...groups.sort((a, b) => byName(a.name, b.name)), ...alone];
  }

  /** The row that a PBX stands below, if it is in a group. */
  groupOf(pbx: string): GroupNode | undefined {
    const group = this.#list().find(({ name }) => name === pbx)?.group;
    return group === undefined ? undefined : this.#group(group);
  }

  #group(name: string): GroupNode {
    const node = this.#groups.get(name) ?? { kind: 'group', name, pbxes: [] };
    this.#groups.set(name, node);
    return node;
  }
}
