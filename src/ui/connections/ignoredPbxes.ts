import * as vscode from 'vscode';

/** Whether the settings of what is open name PBXes that are ignored, since it is not trusted: VS Code itself hides them then. */
export async function hasIgnoredPbxes(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return false;
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const files = workspaceFolders.map(({ uri }) => vscode.Uri.joinPath(uri, '.vscode', 'settings.json'));
  if (workspaceFile && workspaceFile.scheme !== 'untitled') files.push(workspaceFile);
  return (await Promise.all(files.map(namesPbxes))).includes(true);
}

async function namesPbxes(file: vscode.Uri): Promise<boolean> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file)).includes('"pbx.connections"');
  } catch {
    // There is no such file.
    return false;
  }
}
