import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import type { LiveRun } from '../../fleet/journal/liveRun.ts';
import type { Group, Results } from '../results/protocol.ts';
import { reportResults, type KnownNow } from './reportResults.ts';

/** What is not asked of PBXes that are busy. */
const nothingKnown: KnownNow = { unlisted: [], signedOut: new Set(), sameBox: new Set() };

/** A part of a run that is under way, as its page shows it: every trunk, also those that wait for their turn. */
export function liveResults(live: LiveRun): Results {
  const { rows, ended, part, stop } = live;
  const report = reportResults(part, nothingKnown);
  const places = [...ended.keys()];
  const underWay = rows.filter(({ outcome }) => outcome === 'underWay').length;
  const isStopping = stop.signal.aborted;
  const groups: Group[] = [
    ...report.groups,
    { outcome: 'underWay', label: l10n.t('being done'), tone: 'underWay', count: underWay },
    {
      outcome: 'waiting',
      label: l10n.t('waiting'),
      tone: 'waiting',
      count: rows.length - ended.size - underWay,
    },
  ];
  return {
    ...report,
    headline: isStopping ? l10n.t('{0}. Stopping…', doneWords(live)) : doneWords(live),
    groups,
    rows: [...rows],
    attention: report.attention.map((one) => ({ ...one, row: places[one.row] ?? 0 })),
    live: { isStopping },
  };
}

/** How far a run has come, in words. */
export function doneWords({ rows, ended, part: { pbxes } }: LiveRun): string {
  const [only] = pbxes.length === 1 ? pbxes : [];
  return only
    ? l10n.t('{0} of {1} trunks done on {2}', ended.size, rows.length, outsideText(only.name))
    : l10n.t('{0} of {1} trunks done on {2} PBXes', ended.size, rows.length, pbxes.length);
}
