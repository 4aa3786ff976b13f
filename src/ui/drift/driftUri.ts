import * as vscode from 'vscode';

const scheme = 'pbx-drift';

/** The address of the page of a drift. @param id under which it is kept. */
export function driftUri(name: string, id: string): vscode.Uri {
  // A slash in the title would be a folder.
  const title = vscode.l10n.t('Drift of {0}', name).replace(/[/\\]+/g, '-');
  return vscode.Uri.from({ scheme, path: `/${title}`, query: id });
}

export function isDrift(uri: vscode.Uri): boolean {
  return uri.scheme === scheme;
}

export function driftTitle({ path }: vscode.Uri): string {
  return path.slice(1);
}

export function driftId({ query }: vscode.Uri): string {
  return query;
}
