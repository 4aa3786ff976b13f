import type * as vscode from 'vscode';
import type { Fix, ProblemCode } from '../../core/trunkYaml/problem.ts';

/** What everybody can tell who knows YAML and our JSON Schema. */
const knownToOthers: readonly unknown[] = [
  'syntax',
  'alias',
  'duplicate-key',
  'unknown-key',
  'no-trunk',
  'wrong-shape',
  'pbx',
  'field',
] satisfies ProblemCode[];

/**
 * Whether a diagnostic of another YAML extension, such as Red Hat's, tells a problem of ours: at the same place or at its key, and no
 * milder. Where a line cannot be read, or a trunk lacks a field, that place is the line.
 */
export function isToldBy(
  other: vscode.Diagnostic,
  { range: { start }, severity, code, fix }: vscode.Diagnostic & { readonly fix: Fix | undefined },
): boolean {
  if (!/^yaml/i.test(other.source ?? '') || other.severity > severity || !knownToOthers.includes(code)) {
    return false;
  }
  if (code === 'syntax' || fix?.kind === 'insert') return other.range.start.line === start.line;
  return other.range.start.isEqual(start) || other.range.end.translate(0, ': '.length).isEqual(start);
}
