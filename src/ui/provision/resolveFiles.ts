import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { resolveTrunk, type Lookups } from '../../core/trunkYaml/resolveTrunk.ts';
import { rangeOf, type TrunkEntry } from '../../core/trunkYaml/trunkFile.ts';
import type { Trunk } from '../../core/trunk.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { ProvisionWork } from './work.ts';
import { nameOf, type CheckedFile, type PlacedProblem } from '../trunkFiles/trunkFiles.ts';

/** One trunk for one PBX, in the order of the files. `trunk` is absent when something is wrong with it. */
export interface WantedTrunk {
  pbx: string;
  trunkname: string;
  trunk?: Trunk;
  place: NonNullable<ProvisionWork['place']>;
  /** What is wrong with it. */
  problem?: string;
}

/**
 * Fills in the placeholders, decides which trunk goes to which PBX, and checks the real values. Problems that only show
 * here are added to those of their file.
 * @param targets the PBXes for documents that name none, or for all when `override` is set.
 * @param name how a person knows a file.
 */
export async function resolveFiles(
  files: CheckedFile[],
  targets: readonly string[],
  override: boolean,
  lookups: Lookups,
  name: (uri: vscode.Uri) => string = nameOf,
): Promise<WantedTrunk[]> {
  const wanted: WantedTrunk[] = [];
  const taken = new Map<string, string>();
  for (const checked of files) {
    // Many files take a while, and the editor wants a turn in between.
    await setImmediate();
    const broken = checked.problems.filter(({ severity }) => severity === 'error');
    for (const document of checked.file.documents) {
      const names = override ? targets : (document.pbxNames?.map(({ name }) => name) ?? targets);
      for (const entry of document.trunks) {
        const { trunk, problem } = await resolveEntry(checked, entry, broken, lookups, name);
        const trunkname = trunk?.trunkname ?? entry.trunkname;
        const place = { uri: checked.uri, range: rangeOf(entry, 'trunkname') };
        for (const pbx of names) {
          const key = keyOf({ pbx, trunkname });
          const before = taken.get(key);
          taken.set(key, name(checked.uri));
          if (before === undefined || trunk === undefined) {
            wanted.push({
              pbx,
              trunkname,
              place,
              ...(trunk && { trunk }),
              ...(problem !== undefined && { problem }),
            });
            continue;
          }
          const message = vscode.l10n.t(
            '“{0}” is there twice for {1}; the other one is in {2}. Remove one of them.',
            trunkname,
            pbx,
            before,
          );
          add(checked, {
            severity: 'error',
            code: 'duplicate-trunk',
            message,
            ...rangeOf(entry, 'trunkname'),
          });
          wanted.push({ pbx, trunkname, place, problem: message });
        }
      }
    }
  }
  return wanted;
}

async function resolveEntry(
  checked: CheckedFile,
  entry: TrunkEntry,
  broken: PlacedProblem[],
  lookups: Lookups,
  name: (uri: vscode.Uri) => string,
): Promise<{ trunk?: Trunk; problem?: string }> {
  const own = broken.filter(
    ({ start }) => start.line >= entry.range.start.line && start.line <= entry.range.end.line,
  );
  if (own.length > 0) return { problem: own.map((problem) => at(checked, problem, name)).join(' ') };
  const result = await resolveTrunk(entry, lookups);
  if ('trunk' in result) return { trunk: result.trunk };
  const placed = result.problems.map(({ field, message }): PlacedProblem => ({
    severity: 'error',
    code: 'field',
    message,
    ...rangeOf(entry, field),
  }));
  for (const problem of placed) add(checked, problem);
  return { problem: placed.map((problem) => at(checked, problem, name)).join(' ') };
}

function add(checked: CheckedFile, problem: PlacedProblem): void {
  const known = checked.problems.some(
    ({ start, severity }) =>
      severity === 'error' &&
      start.line === problem.start.line &&
      start.character === problem.start.character,
  );
  if (!known) checked.problems.push(problem);
}

/** A problem with its place, such as `trunks.yaml:4:11: port must be …`. */
export function at(
  { uri }: CheckedFile,
  { start, message }: PlacedProblem,
  name: (uri: vscode.Uri) => string = nameOf,
): string {
  return `${name(uri)}:${(start.line + 1).toString()}:${(start.character + 1).toString()}: ${message}`;
}
