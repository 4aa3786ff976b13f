import * as vscode from 'vscode';
import * as z from 'zod';

/** A URI, also one that lost its class on the way through another process. */
export function toUri(value: unknown): vscode.Uri[] {
  if (value instanceof vscode.Uri) return [value];
  const parts = z
    .object({ scheme: z.string(), path: z.string(), authority: z.string().optional() })
    .safeParse(value);
  if (!parts.success) return [];
  const { scheme, path, authority } = parts.data;
  return [vscode.Uri.from({ scheme, path, ...(authority !== undefined && { authority }) })];
}
