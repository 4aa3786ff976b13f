import * as vscode from 'vscode';

/** The parts of the built-in git extension's interface that are used here. */
interface GitExtension {
  enabled: boolean;
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): {
      getObjectDetails(treeish: string, path: string): Promise<unknown>;
    } | null;
  };
}

/** Knows whether git tracks a file, as far as VS Code's own git extension can tell; without it, nothing is tracked. */
export class GitKnowledge {
  readonly #tracked = new Map<string, Promise<boolean>>();

  isTracked(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.#tracked.get(key) ?? askGit(uri);
    this.#tracked.set(key, known);
    return known;
  }

  /** A file may be added to git, or removed from it, at any time; asking again with each save is often enough. */
  forget(uri: vscode.Uri): void {
    this.#tracked.delete(uri.toString());
  }
}

async function askGit(uri: vscode.Uri): Promise<boolean> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension?.isActive || !extension.exports.enabled || uri.scheme !== 'file') return false;
  try {
    const repository = extension.exports.getAPI(1).getRepository(uri);
    // With a blank tree it looks into the index and rejects for a file that is not there.
    await repository?.getObjectDetails('', uri.fsPath);
    return repository !== null;
  } catch {
    return false;
  }
}
