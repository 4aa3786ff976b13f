import * as vscode from 'vscode';

/**
 * The settings of trunks as files that can only be read. As files, and not as mere texts, VS Code opens their editors again
 * after a reload of the window, and reads them anew whenever somebody comes back to them.
 */
export class TrunkFileSystem implements vscode.FileSystemProvider {
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;
  readonly #text: (uri: vscode.Uri) => Promise<string>;
  #lastTime = 0;

  constructor(changes: vscode.Event<vscode.FileChangeEvent[]>, text: (uri: vscode.Uri) => Promise<string>) {
    this.onDidChangeFile = changes;
    this.#text = text;
  }

  /** Nobody needs to watch: every change that is noticed is told. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  /** Nobody knows whether a trunk has changed without asking its PBX: it counts as changed each time. */
  stat(): vscode.FileStat {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return {
      type: vscode.FileType.File,
      permissions: vscode.FilePermission.Readonly,
      ctime: 0,
      mtime: this.#lastTime,
      size: 0,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    // The mark tells the editor what this is, whatever encoding its settings name for files.
    return new TextEncoder().encode(`\ufeff${await this.#text(uri)}`);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
