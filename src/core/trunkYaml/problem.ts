import type { TrunkField } from '../trunk.ts';
import type { Range, Span } from './position.ts';

/** What kind of problem it is, for quick fixes and tests; the words are in `message`. */
export type ProblemCode =
  | 'too-large'
  | 'too-deep'
  | 'too-many-aliases'
  | 'syntax'
  | 'alias'
  | 'merge'
  | 'duplicate-key'
  | 'unknown-key'
  | 'no-trunk'
  | 'wrong-shape'
  | 'pbx'
  | 'placeholder'
  | 'field'
  | 'field-advice'
  | 'plain-password'
  | 'duplicate-trunk'
  | 'unknown-pbx'
  | 'file'
  | 'encoding'
  | 'secret'
  | 'env'
  | 'more';

/** `information` is for what needs no correction. */
export type Severity = 'error' | 'warning' | 'information';

/** What would put a problem right. None of it holds a value of the file, which may be a password. */
export type Fix<Place = Range> =
  /** Another word in the place of the problem. */
  | { kind: 'replace'; text: string }
  /** A field that a trunk needs; `place` is the trunk's. */
  | { kind: 'insert'; field: TrunkField; place: Place }
  /** Quotes around what stands at `place`, as it is written. */
  | { kind: 'quote'; place: Place }
  /** The value at `place` without the characters that do not show. */
  | { kind: 'takeOut'; place: Place }
  /** Nothing at `place`, where a field stands that says nothing. */
  | { kind: 'leaveOut'; field: TrunkField; place: Place }
  /** Spaces wherever the file is indented with something else. */
  | { kind: 'indent' };

/** Something wrong with the file. The message never repeats a value of the file that might be a password. */
export interface Problem extends Range {
  severity: Severity;
  code: ProblemCode;
  message: string;
  fix?: Fix;
}

/** A problem before its place is turned into lines. */
export interface FoundProblem {
  severity: Severity;
  code: ProblemCode;
  message: string;
  span: Span;
  fix?: Fix<Span>;
}

/** Takes the problems that a check finds. */
export type Report = (problem: FoundProblem) => void;

/** An error, the usual case. */
export function errorAt(span: Span, code: ProblemCode, message: string): FoundProblem {
  return { severity: 'error', code, message, span };
}

/** Something that works but is worth a look. */
export function warningAt(span: Span, code: ProblemCode, message: string): FoundProblem {
  return { severity: 'warning', code, message, span };
}
