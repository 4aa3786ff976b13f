import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { askModal } from '../base/askModal.ts';
import { fileNameOf } from '../../fleet/files/checkedFile.ts';

/**
 * The trunk YAML beside the CSV file. Where there is one already, it asks whether to add to it or to choose another file.
 * @returns undefined when the user left.
 */
export async function askForTarget(csv: vscode.Uri): Promise<vscode.Uri | undefined> {
  const yaml = yamlBeside(csv);
  if (!(await exists(yaml))) return yaml;
  const add = vscode.l10n.t('Add New Trunks');
  const other = vscode.l10n.t('Choose Another File…');
  const answer = await askModal({
    tone: 'warning',
    names: [fileNameOf(yaml.toString())],
    message: vscode.l10n.t('{0} is there already.', outsideText(fileNameOf(yaml.toString()))),
    detail: [
      vscode.l10n.t('What is in it stays as it is; trunks that it does not have are added at its end.'),
    ],
    buttons: [add, other],
  });
  if (answer === add) return yaml;
  if (answer !== other) return undefined;
  // A file that is there is never overwritten: whatever is chosen, trunks are only added.
  return await vscode.window.showSaveDialog({
    defaultUri: yaml,
    filters: { YAML: ['yaml', 'yml'] },
    saveLabel: vscode.l10n.t('Import'),
  });
}

/** The trunk YAML beside a CSV file, such as `itsp.trunks.yaml` beside `itsp.csv`. */
export function yamlBeside(csv: vscode.Uri): vscode.Uri {
  const name = fileNameOf(csv.toString()).replace(/\.[^.]*$/, '');
  return vscode.Uri.joinPath(csv, '..', `${name}.trunks.yaml`);
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
