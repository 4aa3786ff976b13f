import { basename } from 'node:path';
import { fromRunner } from './fromRunner.ts';
import { installFromFile, type Workbench } from './workbench.ts';

/** Installs the packaged extension from its file, as a person would, and waits for its icon. */
export async function installVsix(workbench: Workbench): Promise<void> {
  const { input } = workbench;
  const vsix = fromRunner('PBX_TRUNKS_VSIX');
  await workbench.runCommand(installFromFile);
  await input.step('Install from VSIX');
  // Until it lists the user's home, the picker goes there, whatever was typed before.
  await input.item('..').waitFor();
  await input.type(vsix);
  await input.item(basename(vsix)).waitFor();
  await input.accept();
  await workbench.pbx.icon.waitFor();
}
