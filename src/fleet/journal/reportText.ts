import * as l10n from '@vscode/l10n';
import { countWords, outcomeWord } from '../../core/outcome.ts';
import { localTime } from '../../core/localTime.ts';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import { escapeMarkdown, markdownTable } from '../markdown.ts';
import { attentionOf } from './attention.ts';
import type { RunPart, TimedOutcome } from './storedRun.ts';

/** The report of a run as Markdown: what was run, a summary, what needs attention, and a table for each PBX. */
export function reportText(part: RunPart): string {
  const { files, startedAt, endedAt, outcomes } = part;
  const problems = attentionRows(outcomes);
  const byPbx = new Map<string, TimedOutcome[]>();
  for (const one of outcomes) byPbx.set(one.pbx, [...(byPbx.get(one.pbx) ?? []), one]);
  const lines = [
    `# ${titleOf(part)}`,
    '',
    `**${summaryOf(part)}**`,
    '',
    ...(files.length > 0 ? [`- ${l10n.t('Files: {0}', wordList(files.map(escapeMarkdown)))}`] : []),
    `- ${startedWords(part)}`,
    ...(endedAt === undefined
      ? []
      : [
          `- ${l10n.t('Ended: {0}, after {1}', localTime(endedAt), duration(Date.parse(endedAt) - Date.parse(startedAt)))}`,
        ]),
    ...(problems.length > 0
      ? ['', `## ${l10n.t('What needs attention')}`, '', ...table(problems, true)]
      : []),
    ...[...byPbx].flatMap(([pbx, own]) => [
      '',
      `## ${escapeMarkdown(pbx)}: ${countWords(own)}`,
      '',
      ...table(own, false),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** When a part of a run was started, and by whom. */
export function startedWords({ startedAt, user }: RunPart): string {
  return user === undefined
    ? l10n.t('Started: {0}', localTime(startedAt))
    : l10n.t('Started: {0} by {1}', localTime(startedAt), outsideText(user));
}

/** What a part of a run is, as a title. */
export function titleOf({ action }: RunPart): string {
  switch (action) {
    case 'provision':
      return l10n.t('PBX Trunks: provisioning');
    case 'continue':
      return l10n.t('PBX Trunks: continuation of a run');
    case 'undo':
      return l10n.t('PBX Trunks: undoing of a run');
  }
}

/** What came of a part of a run, in a sentence. */
export function summaryOf({ outcomes, cancelled, endedAt, trunks }: RunPart): string {
  const counts = countWords(outcomes);
  if (endedAt === undefined) {
    return l10n.t(
      'Broke off before its end: {0}. Of {1} trunks, {2} have a result.',
      counts,
      trunks,
      outcomes.length,
    );
  }
  return cancelled ? l10n.t('Cancelled: {0}.', counts) : l10n.t('{0}.', counts);
}

/** What needs attention, with one row for many that are alike. */
function attentionRows(outcomes: readonly TimedOutcome[]): TimedOutcome[] {
  return attentionOf(outcomes).flatMap(({ row, more }) => {
    const first = outcomes[row];
    if (!first || more === 0) return first ?? [];
    const all = { ...first, trunkname: l10n.t('{0} and {1} more', first.trunkname, more) };
    delete all.milliseconds;
    return all;
  });
}

function table(outcomes: readonly TimedOutcome[], withPbx: boolean): string[] {
  const header = [
    ...(withPbx ? [l10n.t('PBX')] : []),
    l10n.t('Trunk'),
    l10n.t('Outcome'),
    'errno',
    l10n.t('Duration'),
    l10n.t('What happened'),
  ];
  const rows = outcomes.map(({ pbx, trunkname, outcome, errno = '', milliseconds, message = '' }) => [
    ...(withPbx ? [pbx] : []),
    trunkname,
    outcomeWord(outcome),
    errno,
    milliseconds === undefined ? '' : duration(milliseconds),
    message,
  ]);
  return markdownTable(header, rows);
}

/** How long something took, as people read it. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? l10n.t('{0} ms', Math.round(milliseconds))
    : l10n.t('{0} s', (milliseconds / 1000).toFixed(1));
}
