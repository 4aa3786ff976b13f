import { isAbsolute, normalize } from 'node:path';
import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';

/** Where audit lines go, or why that cannot be said. */
export type AuditPath = { path: string; problem?: undefined } | { path?: undefined; problem: string };

/** What the beginning of a path may stand for. */
export interface AuditFolders {
  home: string;
  /** The first folder of the workspace, if it is on disk and trusted. */
  workspace: string | undefined;
}

const inHome = /^~(?=$|[/\\])/;
const inWorkspace = '${workspaceFolder}';

/**
 * Reads `pbx.auditLog`: an absolute path, or one that begins with `~` or `${workspaceFolder}`. A relative path is refused, for
 * it would be another file in each window.
 * @returns undefined where no audit lines are wanted.
 */
export function readAuditPath(setting: string, { home, workspace }: AuditFolders): AuditPath | undefined {
  const written = setting.trim();
  if (written === '') return undefined;
  if (written.startsWith(inWorkspace) && workspace === undefined) {
    return {
      problem: l10n.t(
        'No audit lines are written: {0} begins with the folder of the workspace, and this window has none on disk. Change pbx.auditLog in the settings, or open a folder.',
        outsideText(written),
      ),
    };
  }
  const path = written.startsWith(inWorkspace)
    ? `${workspace ?? ''}${written.slice(inWorkspace.length)}`
    : written.replace(inHome, () => home);
  if (isAbsolute(path) && !path.includes('\0')) return { path: normalize(path) };
  return {
    problem: l10n.t(
      'No audit lines are written: {0} is not a full path. Let pbx.auditLog in the settings begin with a folder such as ~ or /var/log.',
      outsideText(written),
    ),
  };
}
