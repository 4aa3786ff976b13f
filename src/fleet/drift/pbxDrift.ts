import * as l10n from '@vscode/l10n';
import { commandTitles } from '../../core/commandTitles.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import { shortList } from '../../core/shortList.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import type { Comparison, Doubt } from '../../pbx/provision/compareTrunks.ts';
import type { OpenValues } from './openValues.ts';

/** In what a PBX differs from its files: the contract's words with automation. */
export interface Drift {
  /** Blank for what no PBX can be named for. */
  pbx: string;
  /** Trunks of the files that the PBX does not have. */
  missing: string[];
  different: { trunkname: string; fields: TrunkField[] }[];
  /** SIP trunks on the PBX that no file names. */
  unlisted: string[];
  /** What could not be compared, and why. */
  problem?: string;
}

/** A trunk that a file names for a PBX; `trunk` is absent when something is wrong with it. */
export interface NamedTrunk {
  trunkname: string;
  /** Such as `branches/north.trunks.yaml:3`. */
  place: string;
  trunk?: Trunk;
}

/** A drift with the places of its trunks, and its problems one by one. */
export interface PbxDrift {
  pbx: string;
  missing: { trunkname: string; place: string }[];
  different: { trunkname: string; place: string; fields: TrunkField[] }[];
  unlisted: string[];
  problems: string[];
  /** The PBX could not be asked at all. */
  unasked?: true | undefined;
}

/** How many things are named one by one in a sentence. */
const namedInWords = 3;
/** How many problems of one PBX are listed one by one. */
const maxProblemsListed = 20;

/** What a PBX has of the trunks that files name for it. */
export function driftOf(
  pbx: string,
  named: readonly NamedTrunk[],
  comparison: Comparison,
  open: OpenValues,
): PbxDrift {
  const drift = emptyDrift(pbx);
  if (!comparison.compared) {
    drift.problems.push(
      l10n.t('{0} cannot list its trunks (errno 10003), so nothing could be compared.', pbx),
    );
    return drift;
  }
  const places = new Map(named.flatMap(({ trunk, place }) => (trunk ? [[trunk.trunkname, place]] : [])));
  const skipped = { trunks: new Set<string>(), fields: new Set<TrunkField>(), values: new Set<string>() };
  for (const { trunk, action, fields, doubt } of comparison.trunks) {
    const { trunkname } = trunk;
    const place = places.get(trunkname) ?? '';
    if (action === 'add') drift.missing.push({ trunkname, place });
    if (doubt) tellDoubt(drift, { trunkname, place }, doubt);
    const known: TrunkField[] = [];
    for (const field of fields) {
      const values = open.in((trunk as Partial<Record<TrunkField, string>>)[field]);
      if (values.length === 0) {
        known.push(field);
        continue;
      }
      skipped.trunks.add(trunkname);
      skipped.fields.add(field);
      for (const value of values) skipped.values.add(value);
    }
    if (known.length > 0) drift.different.push({ trunkname, place, fields: known });
  }
  if (skipped.trunks.size > 0) {
    drift.problems.push(
      l10n.t(
        '{0}: {1} could not be compared, because no value is known here for {2}. Enter secrets with {3}.',
        shortList([...skipped.trunks], namedInWords),
        wordList([...skipped.fields]),
        shortList([...skipped.values], namedInWords),
        commandTitles.manageSecrets(),
      ),
    );
  }
  // A trunk with something wrong is not compared, but a file names it.
  const names = new Set(named.map(({ trunkname }) => trunkname));
  drift.unlisted.push(...comparison.unlisted.filter((name) => !names.has(name)));
  return drift;
}

/** What the PBX lists under another name differs in its name; what it does not list at all is missing. */
function tellDoubt(drift: PbxDrift, trunk: { trunkname: string; place: string }, doubt: Doubt): void {
  if (doubt.kind === 'nameOnly') {
    drift.problems.push(
      l10n.t(
        '{0}: {1} could not be compared, because the PBX does not show its settings.',
        drift.pbx,
        trunk.trunkname,
      ),
    );
  } else if (doubt.listedAs === undefined) drift.missing.push(trunk);
  else drift.different.push({ ...trunk, fields: ['trunkname'] });
}

export function emptyDrift(pbx: string): PbxDrift {
  return { pbx, missing: [], different: [], unlisted: [], problems: [] };
}

/** The drift where nothing could be compared, for one reason. */
export function problemDrift(problem: string): Drift {
  return { pbx: '', missing: [], different: [], unlisted: [], problem };
}

/** True when a PBX has what its files say, as far as anybody can tell. */
export function isClean({ missing, different, unlisted, problems }: PbxDrift): boolean {
  return missing.length + different.length + unlisted.length + problems.length === 0;
}

/** The drift as automation gets it. */
export function resultOf(drift: PbxDrift): Drift {
  const { pbx, missing, different, unlisted } = drift;
  const problems = listedProblems(drift);
  return {
    pbx,
    missing: missing.map(({ trunkname }) => trunkname),
    different: different.map(({ trunkname, fields }) => ({ trunkname, fields })),
    unlisted,
    ...(problems.length > 0 && { problem: sentences(...problems) }),
  };
}

/** As many problems as anybody reads, and how many more there are. */
export function listedProblems({ problems }: Pick<PbxDrift, 'problems'>): string[] {
  if (problems.length <= maxProblemsListed) return problems;
  const more = problems.length - maxProblemsListed;
  return [...problems.slice(0, maxProblemsListed), l10n.t('There are {0} more problems like these.', more)];
}
