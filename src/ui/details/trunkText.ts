import * as l10n from '@vscode/l10n';
import { longestText, outsideText } from '../../core/outsideText.ts';
import { hasOwnDomain, type ExistingTrunk } from '../../core/compare.ts';
import { exportTrunk } from '../../core/trunkYaml/exportTrunk.ts';
import { writeTrunkFile } from '../../core/trunkYaml/writeTrunkFile.ts';
import { writtenTrunk } from '../../fleet/plan/planText.ts';

/**
 * A trunk of a PBX as trunk YAML, the password as the placeholder of a secret: the real one is nowhere in it. As in an export,
 * a domain that only repeats the host is left out, so that it follows the host in a copy.
 */
export function trunkYaml(pbx: string, trunk: ExistingTrunk, secretName: string): string {
  const trunktype = trunk.trunktype?.trim().toLowerCase();
  const template = `\${secret:${secretName}}`;
  const own = hasOwnDomain(trunk) ? trunk : { ...trunk, domain: undefined };
  const { password, ...written } = writtenTrunk({ ...own, trunktype }, trunktype, {
    password: template,
  });
  return writeTrunkFile([
    { pbx, trunks: [password === undefined ? written : { ...written, password: { template } }] },
  ]);
}

/** The password, where the PBX shows it and a file can have the trunk. */
export function shownPassword(trunk: ExistingTrunk): string | undefined {
  const exported = exportTrunk(trunk);
  return 'trunk' in exported ? exported.trunk.values.password : undefined;
}

/** What somebody should know of a trunk beyond its settings. */
export function remarks(pbx: string, trunk: ExistingTrunk): string[] {
  const exported = exportTrunk(trunk);
  if ('problem' in exported) {
    return [l10n.t('A trunk file cannot hold this trunk: {0}', exported.problem.message)];
  }
  return exported.trunk.passwordIsHidden ? [l10n.t('{0} does not show its password.', outsideText(pbx))] : [];
}

/** What the PBX tells beyond the settings that the API documents, as a YAML comment; its secrets are masked already. */
export function undocumentedComment(pbx: string, { undocumented = {} }: ExistingTrunk): string {
  const entries = Object.entries(undocumented);
  if (entries.length === 0) return '';
  const head = l10n.t(
    'What else {0} tells of it. The API does not document this, so it is never sent:',
    outsideText(pbx),
  );
  return comment(head, ...entries.map(([name, value]) => `  ${name}: ${value}`));
}

/** Lines of words as a YAML comment, whatever is in the values that they quote. */
export function comment(...lines: string[]): string {
  return lines.map((line) => `# ${outsideText(line, longestText)}\n`).join('');
}
