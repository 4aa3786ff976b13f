import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where tests, and whoever wants it elsewhere, say that the state is to be. */
const override = 'PBX_TRUNKS_STATE_DIR';

/**
 * The folder for what all windows, profiles and editors of a user must agree on, whichever of them has it installed: the
 * locks of the PBXes and the count of the logins. It need not be there yet.
 */
export function stateFolder(
  env: Readonly<NodeJS.ProcessEnv> = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const given = env[override];
  if (given !== undefined && given !== '') return given;
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'pbx-trunks');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'pbx-trunks');
  // Not XDG_STATE_HOME: an editor started from a terminal may have it where one started from the desktop has not.
  return posix.join(home, '.local', 'state', 'pbx-trunks');
}
