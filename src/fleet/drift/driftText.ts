import * as l10n from '@vscode/l10n';
import { byName } from '../../core/byName.ts';
import { localTime } from '../../core/localTime.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { CheckedFolder } from './checkedFolder.ts';
import { isClean, listedProblems, type PbxDrift } from './pbxDrift.ts';

/** A drift as Markdown: the sum, then for each PBX what is missing, different and in no file. */
export function driftText({ name, files, at, drifts }: CheckedFolder): string {
  const lines = [
    `# ${l10n.t('PBX Trunks: drift of {0}', escapeMarkdown(name))}`,
    '',
    `**${driftSummary(drifts)}**`,
    '',
    `- ${l10n.t('Trunk files: {0}', files.length)}`,
    `- ${l10n.t('Checked: {0}', localTime(at))}`,
  ];
  for (const drift of drifts) {
    lines.push('', `## ${heading(drift)}`);
    const { missing, different, unlisted } = drift;
    lines.push(
      ...list(
        l10n.t('In a file, but not on the PBX'),
        missing.map(({ trunkname, place }) => `${trunkname} (${place})`),
      ),
      ...list(
        l10n.t('Different'),
        different.map(({ trunkname, fields, place }) => `${trunkname}: ${wordList(fields)} (${place})`),
      ),
      ...list(l10n.t('On the PBX, but in no file'), [...unlisted].sort(byName)),
      ...list(l10n.t('Not compared'), listedProblems(drift)),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** How many PBXes differ, and whether all of them could be compared as a whole. */
export function driftSummary(drifts: readonly PbxDrift[]): string {
  const pbxes = drifts.filter(({ pbx }) => pbx !== '');
  const drifted = pbxes.filter((drift) => countsOf(drift).length > 0).length;
  const open = drifts.some(({ problems }) => problems.length > 0);
  return sentences(
    differWords(drifted, pbxes.length),
    open ? l10n.t('Not everything could be compared.') : '',
  );
}

function differWords(drifted: number, compared: number): string {
  if (compared === 0) return l10n.t('No PBX was compared.');
  if (drifted === 0) return l10n.t('No difference was found.');
  if (compared === 1) return l10n.t('The PBX differs from its files.');
  return drifted === 1
    ? l10n.t('1 of {0} PBXes differs from its files.', compared)
    : l10n.t('{0} of {1} PBXes differ from their files.', drifted, compared);
}

function heading(drift: PbxDrift): string {
  if (drift.pbx === '') return l10n.t('Without a PBX');
  const pbx = escapeMarkdown(drift.pbx);
  if (isClean(drift)) return l10n.t('{0}: as its files say', pbx);
  if (drift.unasked) return l10n.t('{0}: not compared', pbx);
  const counts = countsOf(drift);
  return counts.length > 0 ? `${pbx}: ${wordList(counts)}` : l10n.t('{0}: not all compared', pbx);
}

function countsOf({ missing, different, unlisted }: PbxDrift): string[] {
  return [
    ...(missing.length > 0 ? [l10n.t('{0} missing', missing.length)] : []),
    ...(different.length > 0 ? [l10n.t('{0} different', different.length)] : []),
    ...(unlisted.length > 0 ? [l10n.t('{0} in no file', unlisted.length)] : []),
  ];
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0
    ? []
    : ['', `**${title}**`, '', ...items.map((item) => `- ${escapeMarkdown(item)}`)];
}
