import * as l10n from '@vscode/l10n';

/** Commands as sentences name them: as the palette has them, in package.nls.json and its translations. A test compares. */
export const commandTitles = {
  addPbx: () => l10n.t('PBX: Add PBX…'),
  manageSecrets: () => l10n.t('PBX: Manage Secrets…'),
  openReport: () => l10n.t('PBX: Open Last Report'),
  setGroup: () => l10n.t('PBX: Set Group…'),
  signIn: () => l10n.t('PBX: Sign In…'),
};
