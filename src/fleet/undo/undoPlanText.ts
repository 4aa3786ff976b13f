import * as l10n from '@vscode/l10n';
import { writeTrunkFile, type WrittenTrunk } from '../../core/trunkYaml/writeTrunkFile.ts';
import type { CheckedStep } from '../../pbx/provision/checkUndo.ts';
import { writtenTrunk } from '../plan/planText.ts';

/** What stands for a password; the other one where it becomes another. */
const same = '•••';
const earlierMark = () => l10n.t('{0} (as before the run)', same);

/** Both sides of a PBX's undo as trunk YAML: what is there, and what will be. */
export function undoPlanText(pbx: string, steps: readonly CheckedStep[]): { before: string; after: string } {
  const before: WrittenTrunk[] = [];
  const after: WrittenTrunk[] = [];
  for (const step of steps) {
    const { existing } = step;
    if (!existing) continue;
    const secret = Object.fromEntries((step.secretFields ?? []).map((field) => [field, same]));
    const now = writtenTrunk(existing, existing.trunktype, { ...secret, password: same });
    before.push(now);
    if (step.verdict === 'restore') {
      const { earlier } = step;
      const password = 'password' in earlier ? earlier.password : undefined;
      const mark = password === existing.password ? same : earlierMark();
      after.push(writtenTrunk(earlier, earlier.trunktype, { ...secret, password: mark }));
    } else if (step.verdict !== 'delete') {
      after.push(now);
    }
  }
  return {
    before: writeTrunkFile([{ pbx, trunks: before }]),
    after: writeTrunkFile([{ pbx, trunks: after }]),
  };
}
