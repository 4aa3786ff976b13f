/** The path of a URI, such as `/srv/sites/hq.trunks.yaml`. */
export function pathOfUri(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/^[\w+.-]+:(?:\/\/[^/]*)?/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The URI of a file in a folder. */
export function uriInFolder(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${encodeURIComponent(name)}`;
}
