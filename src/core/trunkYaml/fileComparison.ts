import * as l10n from '@vscode/l10n';
import { differences } from '../compare.ts';
import type { Trunk, TrunkField } from '../trunk.ts';
import { decideEntry, hiddenPasswordWords, newEntry, type NewValue } from './decideEntry.ts';
import type { ExportedTrunk, ExportProblem } from './exportTrunk.ts';
import { fillEntry, type FileDocument } from './fileEntries.ts';
import type { Lookups } from './resolveTrunk.ts';
import { rewriteFile, type DocumentChange, type WrittenValue } from './rewriteFile.ts';
import type { FileUpdate, NeededSecret } from './updateTrunkFile.ts';

/** Compares a file with what a PBX has, trunk by trunk, and collects what has to change. It is used once. */
export class FileComparison {
  readonly #pbx: string;
  readonly #onPbx: ReadonlyMap<string, ExportedTrunk>;
  readonly #leftOut: ReadonlySet<string>;
  readonly #lookups: Lookups;
  readonly #inFile = new Set<string>();
  readonly #adopted = new Map<string, string>();
  readonly #secrets: NeededSecret[] = [];
  readonly #problems: ExportProblem[] = [];
  #namesAreOpen = false;
  readonly #counts = { added: 0, changed: 0, removed: 0 };

  constructor(pbx: string, trunks: readonly ExportedTrunk[], leftOut: ReadonlySet<string>, lookups: Lookups) {
    this.#pbx = pbx;
    this.#onPbx = new Map(trunks.map((trunk) => [trunk.trunkname, trunk]));
    this.#leftOut = leftOut;
    this.#lookups = {
      env: (name) => lookups.env(name),
      secret: async (name) => this.#adopted.get(name) ?? (await lookups.secret(name)),
    };
  }

  /** @returns the update, or why the file cannot have one. */
  async update(text: string, documents: readonly FileDocument[]): Promise<FileUpdate | { refused: string }> {
    const changes: DocumentChange[] = [];
    for (const document of documents) {
      const own = document.pbxNames?.length === 1 && document.pbxNames[0] === this.#pbx;
      if (own) changes.push(await this.#change(document));
      else if (document.pbxNames?.includes(this.#pbx)) await this.#compareShared(document);
    }
    if (this.#namesAreOpen) {
      return { refused: l10n.t('the name of a trunk has a placeholder that has no value here.') };
    }
    const added = this.#missing();
    const write = (names: readonly string[]) =>
      rewriteFile(text, documents, { pbx: this.#pbx, changes, added, names });
    // Tried out before anything is kept or written.
    const tried = write(this.#secrets.map((_, index) => `name-${index.toString()}`));
    if (tried === undefined) {
      return {
        refused: l10n.t(
          'it is written in a way that cannot be updated in place, perhaps with anchors or brackets. Write the trunks of {0} out.',
          this.#pbx,
        ),
      };
    }
    return {
      ...this.#counts,
      secrets: this.#secrets,
      problems: this.#problems,
      text: (names) => {
        const written = write(names);
        if (written === undefined)
          throw new Error('What could be written once can be written with other names');
        return written;
      },
    };
  }

  /** A document for exactly this PBX. */
  async #change(document: FileDocument): Promise<DocumentChange> {
    const change: DocumentChange = { document, gone: new Set(), fields: new Map() };
    for (const { node, entry } of document.trunks) {
      const filled = await fillEntry(entry, this.#lookups);
      const trunkname = filled.trunkname?.value;
      if (trunkname === undefined) {
        this.#namesAreOpen = true;
        continue;
      }
      this.#inFile.add(trunkname);
      const trunk = this.#onPbx.get(trunkname);
      if (!trunk) {
        if (this.#leftOut.has(trunkname)) continue;
        change.gone.add(node);
        this.#counts.removed += 1;
        continue;
      }
      const decision = decideEntry(this.#pbx, filled, trunk);
      if (decision.problem !== undefined) this.#say(trunkname, decision.problem);
      if (decision.adopt) {
        this.#adopted.set(decision.adopt.name, decision.adopt.value);
        this.#secrets.push(decision.adopt);
      }
      if (decision.changes.size === 0) continue;
      this.#counts.changed += 1;
      const fields = [...decision.changes].map(
        ([field, value]) => [field, value && this.#keep(value)] as const,
      );
      change.fields.set(node, new Map(fields));
    }
    return change;
  }

  /** A document for several PBXes: what it says stays, and what of it does not hold here is reported. */
  async #compareShared(document: FileDocument): Promise<void> {
    for (const { entry } of document.trunks) {
      const filled = await fillEntry(entry, this.#lookups);
      const trunkname = filled.trunkname?.value ?? entry.trunkname;
      this.#inFile.add(trunkname);
      const trunk = this.#onPbx.get(trunkname);
      if (!trunk) {
        if (!this.#leftOut.has(trunkname)) {
          this.#say(trunkname, l10n.t('the file has it for several PBXes, but it is not on this one.'));
        }
        continue;
      }
      const values = Object.fromEntries(Object.entries(filled).map(([field, { value }]) => [field, value]));
      const different = differences(values as unknown as Trunk, trunk.existing);
      if (different.length === 0) continue;
      this.#say(
        trunkname,
        l10n.t('the file has it for several PBXes with other settings: {0}.', different.join(', ')),
      );
    }
  }

  /** What is on the PBX and nowhere in the file. */
  #missing(): ReadonlyMap<TrunkField, WrittenValue>[] {
    return [...this.#onPbx.values()].sort(byName).flatMap((trunk) => {
      if (this.#inFile.has(trunk.trunkname)) return [];
      if (trunk.passwordIsHidden) {
        this.#say(trunk.trunkname, hiddenPasswordWords());
        return [];
      }
      this.#counts.added += 1;
      return [new Map([...newEntry(this.#pbx, trunk)].map(([field, value]) => [field, this.#keep(value)]))];
    });
  }

  #keep(value: NewValue): WrittenValue {
    if ('template' in value) return value.template;
    this.#secrets.push({ suggestedName: value.suggestedName, value: value.secret });
    const index = this.#secrets.length - 1;
    return (names) => `\${secret:${names[index] ?? ''}}`;
  }

  #say(trunkname: string, message: string): void {
    this.#problems.push({ trunkname, message });
  }
}

const collator = new Intl.Collator('en', { numeric: true });

function byName({ trunkname: a }: ExportedTrunk, { trunkname: b }: ExportedTrunk): number {
  return collator.compare(a, b) || (a < b ? -1 : 1);
}
