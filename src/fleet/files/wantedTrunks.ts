import { setImmediate } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { sentences } from '../../core/sentences.ts';
import { asPbxError, PbxError } from '../../pbx/errors.ts';
import { secretFieldsOf } from '../../core/template.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { Range } from '../../core/trunkYaml/position.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import { resolveTrunk, type PlaceholderSource } from '../../core/trunkYaml/resolveTrunk.ts';
import { rangeOf, type TrunkEntry } from '../../core/trunkYaml/trunkFile.ts';
import { errorsOf, problemWithPlace, type CheckedFile } from './checkedFile.ts';

/** Where a trunk is written. */
export interface TrunkPlace {
  uri: string;
  range: Range;
}

/** The names in the placeholders of a trunk, by what they stand for. */
export interface Placeholders {
  secret: readonly string[];
  env: readonly string[];
}

/** One trunk that a file wants on one PBX. `trunk` is absent when something is wrong with it. */
export interface WantedTrunk {
  pbx: string;
  trunkname: string;
  trunk?: Trunk;
  /** The fields whose values come from a secret. */
  secretFields?: readonly TrunkField[];
  /** The names in its placeholders. */
  placeholders?: Placeholders;
  place: TrunkPlace;
  /** What is wrong with it. */
  problem?: string;
}

/**
 * Fills in the placeholders, decides which trunk goes to which PBX, and checks the real values. Problems that only show
 * here are added to those of their file.
 * @param targets the PBXes for documents that name none, or for all when `override` is set.
 * @param reasonAgainst why some secrets must not go to a PBX, in words.
 * @param values undefined where the folder is not trusted: nothing is filled in then, and the trunks are called as they are written.
 * @returns the trunks in the order of the files, each once for every PBX.
 */
export async function wantedTrunks(
  files: readonly CheckedFile[],
  targets: readonly string[],
  override: boolean,
  values: PlaceholderSource | undefined,
  reasonAgainst: (secrets: readonly string[], pbx: string) => string | undefined,
): Promise<WantedTrunk[]> {
  const wanted: WantedTrunk[] = [];
  const takenBy = new Map<string, CheckedFile>();
  for (const checked of files) {
    // Many files take a while, and the editor wants a turn in between.
    await setImmediate();
    const errors = errorsOf(checked);
    const places = new Places(checked, errors);
    for (const document of checked.file.documents) {
      const names = override ? targets : (document.pbxNames?.map(({ name }) => name) ?? targets);
      for (const entry of document.trunks) {
        const { trunk, problem } = await resolveEntry(checked, places, entry, errors, values);
        const secretFields = secretFieldsOf(entry.values);
        const placeholders = { secret: entry.secrets, env: entry.env };
        const trunkname = trunk?.trunkname ?? entry.trunkname;
        const place = { uri: checked.uri, range: rangeOf(entry, 'trunkname') };
        for (const pbx of names) {
          const refusal = values && reasonAgainst(entry.secrets, pbx);
          if (refusal !== undefined) {
            places.add({
              severity: 'error',
              code: 'secret',
              message: refusal,
              ...secretRange(entry),
            });
            wanted.push({ pbx, trunkname, place, problem: refusal });
            continue;
          }
          const key = keyOf({ pbx, trunkname });
          const other = takenBy.get(key);
          takenBy.set(key, checked);
          if (other === undefined || trunk === undefined) {
            const one = { pbx, trunkname, place, ...(trunk && { trunk, secretFields, placeholders }) };
            wanted.push(problem === undefined ? one : { ...one, problem });
            continue;
          }
          const message = l10n.t(
            '“{0}” is there twice for {1}; the other one is in {2}. Remove one of them.',
            outsideText(trunkname),
            outsideText(pbx),
            outsideText(other.name),
          );
          places.add({ severity: 'error', code: 'duplicate-trunk', message, ...place.range });
          wanted.push({ pbx, trunkname, place, problem: message });
        }
      }
    }
  }
  return wanted;
}

async function resolveEntry(
  checked: CheckedFile,
  places: Places,
  entry: TrunkEntry,
  errors: readonly Problem[],
  values: PlaceholderSource | undefined,
): Promise<{ trunk?: Trunk; problem?: string }> {
  const { start: first, end: last } = entry.range;
  const own = errors.filter(({ start }) => start.line >= first.line && start.line <= last.line);
  if (own.length > 0)
    return { problem: sentences(...own.map((problem) => problemWithPlace(checked, problem))) };
  if (!values) return {};
  const resolved = await resolveTrunk(entry, values).catch(asPbxError);
  // The secret storage fails: that is no mistake in the file.
  if (resolved instanceof PbxError) return { problem: resolved.message };
  if ('trunk' in resolved) return { trunk: resolved.trunk };
  const placed = resolved.problems.map(({ field, message }): Problem => ({
    severity: 'error',
    code: 'field',
    message,
    ...rangeOf(entry, field),
  }));
  for (const problem of placed) places.add(problem);
  return { problem: sentences(...placed.map((problem) => problemWithPlace(checked, problem))) };
}

/** The places of a file at which an error stands. */
class Places {
  readonly #checked: CheckedFile;
  readonly #taken: Set<string>;

  constructor(checked: CheckedFile, errors: readonly Problem[]) {
    this.#checked = checked;
    this.#taken = new Set(errors.map(placeOf));
  }

  /** Adds an error, unless another one stands at its place. */
  add(problem: Problem): void {
    const place = placeOf(problem);
    if (!this.#taken.has(place)) this.#checked.problems.push(problem);
    this.#taken.add(place);
  }
}

function placeOf({ start: { line, character } }: Problem): string {
  return `${line.toString()}:${character.toString()}`;
}

/** Where a trunk uses a secret first. */
function secretRange(entry: TrunkEntry): Range {
  const [field = 'trunkname'] = secretFieldsOf(entry.values);
  return rangeOf(entry, field);
}
