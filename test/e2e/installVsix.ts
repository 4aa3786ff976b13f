import { basename } from 'node:path';
import { appears, eventually } from './eventually.ts';
import { fromRunner } from './fromRunner.ts';
import { installFromFile, type Workbench } from './workbench.ts';

/** Installs the packaged extension from its file, as a person would, and waits for its icon. */
export async function installVsix(workbench: Workbench): Promise<void> {
  const { input } = workbench;
  const vsix = fromRunner('PBX_TRUNKS_VSIX');
  await workbench.runCommand(installFromFile);
  await input.step('Install from VSIX');
  // Once it has opened, the picker goes to the user's home, whatever was typed before.
  await eventually(
    async () => {
      await input.type(vsix);
      return await appears(input.item(basename(vsix)));
    },
    (found) => found,
  );
  await input.accept();
  await workbench.pbx.icon.waitFor();
}
