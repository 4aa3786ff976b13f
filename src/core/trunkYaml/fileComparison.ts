import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { outsideText } from '../outsideText.ts';
import type { PbxGroups } from '../pbxGroups.ts';
import { differences } from '../compare.ts';
import { wordList } from '../sentences.ts';
import type { Trunk, TrunkField } from '../trunk.ts';
import { decideEntry, hiddenPasswordWords, newEntry, type NewValue } from './decideEntry.ts';
import type { ExportedTrunk, ExportProblem } from './exportTrunk.ts';
import { fillEntry, type FileDocument } from './fileEntries.ts';
import type { FileUpdate, NeededSecret } from './fileUpdate.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { rewriteFile, type DocumentChange, type WrittenValue } from './rewriteFile.ts';

/** Compares a file with what a PBX has, trunk by trunk, and collects what has to change. It is used once. */
export class FileComparison {
  readonly #pbx: string;
  readonly #onPbx: ReadonlyMap<string, ExportedTrunk>;
  readonly #leftOut: ReadonlySet<string>;
  readonly #secretValues: Map<string, string>;
  readonly #values: PlaceholderValues;
  readonly #inFile = new Set<string>();
  readonly #secrets: NeededSecret[] = [];
  readonly #problems: ExportProblem[] = [];
  #namesAreOpen = false;
  readonly #counts = { added: 0, changed: 0, removed: 0 };

  constructor(
    pbx: string,
    trunks: readonly ExportedTrunk[],
    leftOut: ReadonlySet<string>,
    values: PlaceholderValues,
  ) {
    this.#pbx = pbx;
    this.#onPbx = new Map(trunks.map((trunk) => [trunk.trunkname, trunk]));
    this.#leftOut = leftOut;
    this.#secretValues = new Map(values.secrets);
    this.#values = { secrets: this.#secretValues, env: values.env };
  }

  /** @returns the update, or why the file cannot have one. */
  update(
    text: string,
    documents: readonly FileDocument[],
    groups: PbxGroups,
  ): FileUpdate | { refused: string } {
    const changes: DocumentChange[] = [];
    for (const document of documents) {
      const names = document.pbxNames;
      const own = names?.length === 1 && names[0] === this.#pbx && !document.hasGroup;
      if (own) changes.push(this.#change(document));
      else if (names?.includes(this.#pbx)) this.#compareShared(document);
    }
    if (this.#namesAreOpen) {
      return { refused: l10n.t('the name of a trunk has a placeholder that has no value here.') };
    }
    const added = this.#missing();
    // The secrets get their names once the text is known to be right; until then each has a mark that is nowhere else.
    const mark = `secret-${randomUUID()}`;
    const names = this.#secrets.map((_, index) => `${mark}-${index.toString()}-`);
    const written = rewriteFile(text, documents, { pbx: this.#pbx, changes, added, names, groups });
    if (written === undefined) {
      return {
        refused: l10n.t(
          'it is written in a way that cannot be updated in place, perhaps with anchors or brackets. Write the trunks of {0} out.',
          outsideText(this.#pbx),
        ),
      };
    }
    return {
      ...this.#counts,
      secrets: this.#secrets,
      problems: this.#problems,
      pieces: written
        .split(new RegExp(`${mark}-(\\d+)-`))
        .map((piece, index) => (index % 2 === 0 ? piece : Number(piece))),
    };
  }

  /** A document for exactly this PBX. */
  #change(document: FileDocument): DocumentChange {
    const change: DocumentChange = { document, gone: new Set(), fields: new Map() };
    for (const { node, entry } of document.trunks) {
      const filled = fillEntry(entry, this.#values);
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
        this.#secretValues.set(decision.adopt.name, decision.adopt.value);
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
  #compareShared(document: FileDocument): void {
    for (const { entry } of document.trunks) {
      const filled = fillEntry(entry, this.#values);
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
        l10n.t('the file has it for several PBXes with other settings: {0}.', wordList(different)),
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
