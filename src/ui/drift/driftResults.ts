import * as l10n from '@vscode/l10n';
import { byName } from '../../core/byName.ts';
import { localTime } from '../../core/localTime.ts';
import { wordList } from '../../core/sentences.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import type { CheckedFolder } from '../../fleet/drift/checkedFolder.ts';
import { driftSummary } from '../../fleet/drift/driftText.ts';
import { isClean, listedProblems, type PbxDrift } from '../../fleet/drift/pbxDrift.ts';
import { placeOf } from '../../fleet/drift/placeOf.ts';
import type { Attention, Group, Results, Row, RowAction } from '../results/protocol.ts';

/** The kinds of differences, the worst first. */
const kinds = ['notCompared', 'missing', 'different', 'unlisted'] as const;
type Kind = (typeof kinds)[number];

const tones: Record<Kind, Group['tone']> = {
  notCompared: 'unsure',
  missing: 'bad',
  different: 'changed',
  unlisted: 'skipped',
};

/** How many entries people read before they look into the table. */
const mostAttention = 20;

/** A drift as its page shows it. @param signedOut the PBXes that want a sign-in. */
export function driftResults(checked: CheckedFolder, signedOut: ReadonlySet<string>): Results {
  const { name, files, at, drifts } = checked;
  const rows = kinds.flatMap((kind) => drifts.flatMap((drift) => rowsOf(drift, kind)));
  const entries = alike(rows).flatMap(({ row, more }): Attention[] => {
    const first = rows[row];
    return first ? [{ row, more, actions: actionsFor(first, more, signedOut) }] : [];
  });
  const listed = entries.slice(0, mostAttention);
  const clean = drifts.filter(isClean).map(({ pbx }) => pbx);
  return {
    title: l10n.t('Drift of {0}', name),
    headline: driftSummary(drifts),
    facts: [
      l10n.t('Trunk files: {0}', files.length),
      ...(clean.length > 0 ? [l10n.t('As their files say: {0}', shortOutsideList(clean))] : []),
      l10n.t('Checked: {0}', localTime(at)),
    ],
    groups: groupsOf(rows),
    rowKind: 'differences',
    rows,
    attention: listed,
    attentionLeft: entries.slice(mostAttention).reduce((sum, { more }) => sum + 1 + more, 0),
    inFiles: false,
  };
}

function rowsOf(drift: PbxDrift, kind: Kind): Row[] {
  const { pbx, missing, different, unlisted } = drift;
  switch (kind) {
    case 'missing':
      return missing.map((one) => ({ pbx, outcome: kind, ...one, message: l10n.t('Not on the PBX.') }));
    case 'different':
      return different.map(({ trunkname, place, fields }) => ({
        ...{ pbx, trunkname, place, outcome: kind },
        message: l10n.t('Another value: {0}', wordList(fields)),
      }));
    case 'unlisted':
      return [...unlisted].sort(byName).map((trunkname) => ({
        ...{ pbx, trunkname, outcome: kind },
        message: l10n.t('No trunk file names it.'),
      }));
    case 'notCompared':
      return listedProblems(drift).map((message) => {
        const place = placeOf(message);
        const known = place && { place: [place.name, place.line, place.column].join(':') };
        return { pbx, trunkname: '', outcome: kind, message, ...known };
      });
  }
}

/** The rows that say the same of one PBX: the place of the first, and how many more there are. */
function alike(rows: readonly Row[]): { row: number; more: number }[] {
  const found = new Map<string, { row: number; more: number }>();
  rows.forEach(({ pbx, outcome, message }, row) => {
    const key = JSON.stringify([pbx, outcome, message]);
    const known = found.get(key);
    if (known) known.more += 1;
    else found.set(key, { row, more: 0 });
  });
  return [...found.values()];
}

function actionsFor({ pbx, outcome, place }: Row, more: number, signedOut: ReadonlySet<string>): RowAction[] {
  const isWanted = outcome === 'missing' || outcome === 'different';
  return [
    ...(outcome === 'notCompared' && signedOut.has(pbx) ? (['signIn'] as const) : []),
    ...(isWanted ? (['plan'] as const) : []),
    ...(more === 0 && (outcome === 'different' || outcome === 'unlisted') ? (['edit'] as const) : []),
    ...(more === 0 && place !== undefined ? (['showInFile'] as const) : []),
  ];
}

function groupsOf(rows: readonly Row[]): Group[] {
  const labels: Record<Kind, string> = {
    notCompared: l10n.t('not compared'),
    missing: l10n.t('missing'),
    different: l10n.t('different'),
    unlisted: l10n.t('in no file'),
  };
  return kinds.flatMap((outcome) => {
    const count = rows.filter((row) => row.outcome === outcome).length;
    return count === 0 ? [] : [{ outcome, label: labels[outcome], tone: tones[outcome], count }];
  });
}
