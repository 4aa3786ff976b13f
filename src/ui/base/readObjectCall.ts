import * as vscode from 'vscode';
import type * as z from 'zod/mini';
import { nearestWord } from '../../core/nearestWord.ts';
import { outsideText } from '../../core/outsideText.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import type { CommandId } from './commandIds.ts';
import type { Log } from './log.ts';
import { notify } from './notify.ts';
import {
  isObjectCall,
  objectCalls,
  secondArguments,
  type ObjectCall,
  type ObjectCommand,
} from './objectCalls.ts';

/** How many mistakes of one object are told. */
const mostMistakes = 3;

/** What one object says, or in words why it says nothing. */
export type ReadObject<T> = { call: T; problem?: undefined } | { call?: undefined; problem: string };

/** Reads the one object that a command was called with. */
export function readObjectCall<C extends ObjectCommand>(
  command: C,
  target: object,
): ReadObject<ObjectCall<C>> {
  const { shape } = objectCalls[command];
  // The type of one command's schema, which the compiler takes for that of any; so it is below.
  const schema = objectCalls[command] as unknown as z.ZodMiniType<ObjectCall<C>>;
  return readStrictly(schema, target, Object.keys(shape));
}

function readStrictly<T>(schema: z.ZodMiniType<T>, target: object, known: readonly string[]): ReadObject<T> {
  const read = schema.safeParse(target);
  return read.success ? { call: read.data } : { problem: objectProblem(read.error, target, known) };
}

/**
 * Reads the one object that automation called a command with. One that says nothing is refused here, in the log and, unless
 * nothing may be shown, in a notification. Whatever VS Code itself hands to a command is no call, and no problem.
 */
export function readCallOf<C extends ObjectCommand>(
  log: Log,
  command: C,
  target: unknown,
  isSilent: (target: object) => boolean = isSilentCall,
): Partial<ReadObject<ObjectCall<C>>> {
  if (!isObjectCall(target)) return {};
  const read = readObjectCall(command, target);
  if (read.problem !== undefined) refuseCall(log, command, read.problem, isSilent(target));
  return read;
}

/** Reads what stands beside the files in a second argument, strictly too. */
export function readOptions<C extends keyof typeof secondArguments>(
  command: C,
  second: unknown,
): Partial<ReadObject<z.infer<(typeof secondArguments)[C]>>> & { silent: boolean } {
  if (!isObjectCall(second)) return { silent: false };
  const schema = secondArguments[command] as unknown as z.ZodMiniType<z.infer<(typeof secondArguments)[C]>>;
  const known = Object.keys(objectCalls[command].shape).filter((key) => key !== 'files');
  return { ...readStrictly(schema, second, known), silent: isSilentCall(second) };
}

/**
 * What is wrong with an object that a schema refused, in words.
 * @param known the keys that it may have.
 */
export function objectProblem(
  { issues }: z.core.$ZodError,
  target: object,
  known: readonly string[],
): string {
  const given = new Set(Object.keys(target));
  const words = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKeyWords(key, known));
    const key = String(issue.path[0] ?? '');
    return given.has(key)
      ? vscode.l10n.t('“{0}” has a value that cannot be read.', key)
      : vscode.l10n.t('“{0}” is missing.', key);
  });
  return vscode.l10n.t('Nothing was done. {0}', sentences(...[...new Set(words)].slice(0, mostMistakes)));
}

/** A mark of automation in an object: nothing may be asked or shown, even where something else in it is wrong. */
export function isSilentCall(target: object): boolean {
  return ('confirm' in target && target.confirm === false) || ('show' in target && target.show === false);
}

/** The same mark for commands that need nothing but a PBX: that one is named, whatever its value. */
export function namesPbx(target: unknown): boolean {
  return isObjectCall(target) && ('pbx' in target || isSilentCall(target));
}

/** Says why nothing comes of a call: in the log, and in a notification too unless it is automation's. */
export function refuseCall(log: Log, command: CommandId, problem: string, silent: boolean): void {
  log.warn(`${command}: ${problem}`);
  if (!silent) notify(log, 'error', problem);
}

function unknownKeyWords(key: string, known: readonly string[]): string {
  const meant = nearestWord(key, known);
  return meant === undefined
    ? vscode.l10n.t('“{0}” is not known here. Known are: {1}.', outsideText(key), wordList(known))
    : vscode.l10n.t('“{0}” is not known here. Did you mean “{1}”?', outsideText(key), meant);
}
