import * as l10n from '@vscode/l10n';
import { localTime } from '../../core/localTime.ts';
import { outcomes as allOutcomes, outcomeWord, type Outcome } from '../../core/outcome.ts';
import { shownAddresses } from '../../core/shownAddress.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { attentionOf } from '../../fleet/journal/attention.ts';
import { duration, startedWords, summaryOf, titleOf } from '../../fleet/journal/reportText.ts';
import type { RunPart, TimedOutcome } from '../../fleet/journal/storedRun.ts';
import type { Attention, Group, Results, RowAction } from '../results/protocol.ts';

/** What else is known of the trunks and PBXes of a report, at this moment. */
export interface KnownNow {
  /** What was added, but is not listed under its name. */
  unlisted: readonly TimedOutcome[];
  /** The PBXes that want a sign-in. */
  signedOut: ReadonlySet<string>;
  /** The PBXes that are still the boxes of the run. */
  sameBox: ReadonlySet<string>;
}

const tones: Record<Outcome, Group['tone']> = {
  added: 'good',
  updated: 'changed',
  restored: 'changed',
  deleted: 'changed',
  unchanged: 'neutral',
  skipped: 'skipped',
  unknown: 'unsure',
  failed: 'bad',
};

/** How many entries people read before they look into the table. */
const mostAttention = 20;

/** The report of a part of a run, as its page shows it. */
export function reportResults(part: RunPart, known: KnownNow): Results {
  const { outcomes, files, pbxes, startedAt, endedAt } = part;
  const urls = new Map(pbxes.map(({ name, url }) => [name, url]));
  const entries = attentionOf(outcomes, known.unlisted).flatMap(({ row, more }): Attention[] => {
    const outcome = outcomes[row];
    return outcome ? [{ row, more, actions: actionsFor(part, outcome, more, known) }] : [];
  });
  const listed = entries.slice(0, mostAttention);
  const shown = listed.reduce((sum, { more }) => sum + 1 + more, 0);
  return {
    title: titleOf(part),
    headline: summaryOf(part),
    facts: [
      ...(files.length > 0 ? [l10n.t('Files: {0}', shortOutsideList(files))] : []),
      ...(pbxes.length > 0
        ? [
            l10n.t(
              'PBXes: {0}',
              shownAddresses(urls.keys(), (name) => urls.get(name)),
            ),
          ]
        : []),
      startedWords(part),
      ...(endedAt === undefined
        ? []
        : [
            l10n.t(
              'Ended: {0}, after {1}',
              localTime(endedAt),
              duration(Date.parse(endedAt) - Date.parse(startedAt)),
            ),
          ]),
    ],
    groups: groupsOf(outcomes),
    rowKind: 'trunks',
    rows: outcomes,
    attention: listed,
    attentionLeft: entries.reduce((sum, { more }) => sum + 1 + more, 0) - shown,
    inFiles: hasFiles(part),
  };
}

function groupsOf(outcomes: readonly TimedOutcome[]): Group[] {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return allOutcomes.flatMap((outcome) => {
    const count = counts.get(outcome);
    return count === undefined ? [] : [{ outcome, label: outcomeWord(outcome), tone: tones[outcome], count }];
  });
}

function actionsFor(
  part: RunPart,
  { pbx, outcome }: TimedOutcome,
  more: number,
  { signedOut, sameBox }: KnownNow,
): RowAction[] {
  // What is there and differs can be edited; what a cancel kept from its turn is not there.
  const canEdit = outcome === 'skipped' && !part.cancelled && part.action !== 'undo' && more === 0;
  return [
    ...(signedOut.has(pbx) ? (['signIn'] as const) : []),
    ...(canEdit && sameBox.has(pbx) ? (['edit'] as const) : []),
    ...(hasFiles(part) ? (['showInFile'] as const) : []),
  ];
}

function hasFiles({ request }: RunPart): boolean {
  return request !== undefined && request.uris.length > 0;
}
