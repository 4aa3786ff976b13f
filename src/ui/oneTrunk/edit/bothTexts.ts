import * as l10n from '@vscode/l10n';
import { writeTrunkFile } from '../../../core/trunkYaml/writeTrunkFile.ts';
import { writtenTrunk } from '../../../fleet/plan/planText.ts';
import type { Conflict } from './services.ts';

/** What stands for a password: the same on both sides where it is the same. */
const samePassword = '•••';
const loadedPassword = () => l10n.t('{0} (as loaded)', samePassword);
const presentPassword = () => l10n.t('{0} (now)', samePassword);

/** A trunk as it was loaded and as it is now, as trunk YAML. */
export function bothTexts(pbx: string, { loaded, now, fields }: Conflict): { before: string; after: string } {
  const differs = fields.includes('password');
  const text = ({ existing, type }: Conflict['now'], mark: string) =>
    writeTrunkFile([{ pbx, trunks: [writtenTrunk(existing, type, { password: mark })] }]);
  return {
    before: text(loaded, differs ? loadedPassword() : samePassword),
    after: text(now, differs ? presentPassword() : samePassword),
  };
}
