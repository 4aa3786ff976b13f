import * as vscode from 'vscode';

/** Files in the folder that is open, which are removed after a test. */
export class WorkspaceFiles {
  uri(name: string): vscode.Uri {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (!folder) throw new Error('No folder is open');
    return vscode.Uri.joinPath(folder.uri, name);
  }

  async write(name: string, text: string): Promise<vscode.Uri> {
    await vscode.workspace.fs.writeFile(this.uri(name), new TextEncoder().encode(text));
    return this.uri(name);
  }

  /** Removes everything in the folder. */
  async remove(): Promise<void> {
    for (const [name] of await vscode.workspace.fs.readDirectory(this.uri(''))) {
      await vscode.workspace.fs.delete(this.uri(name), { recursive: true });
    }
  }
}
