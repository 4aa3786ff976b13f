import type { ExistingTrunk } from '../../core/compare.ts';
import type { Connection } from '../../core/connection.ts';
import type { ReadList } from './answerList.ts';
import {
  deviceInfoAnswer,
  loginAnswer,
  statusAnswer,
  statusesAnswer,
  trunksAnswer,
  type DeviceInfo,
  type TrunkStatus,
} from './answers.ts';
import { readText, roughText, type AnswerBytes, type Misfit } from './charset.ts';
import { existingTrunks } from './existingTrunks.ts';
import { isWebPage } from './webPage.ts';
import { decode } from './wire.ts';

/** What is read in an answer, by what was asked for; of a `bare` one only whether the PBX said yes. */
export interface AnswerData {
  bare: undefined;
  login: { token: string };
  deviceInfo: DeviceInfo;
  trunks: ReadList<ExistingTrunk>;
  statuses: ReadList<TrunkStatus>;
}
export type AnswerKind = keyof AnswerData;

/** An answer to be read, and what there is to know for it. All of it can be handed to another thread. */
export interface AnswerTask<Kind extends AnswerKind = AnswerKind> extends AnswerBytes {
  kind: Kind;
  connection: Pick<Connection, 'apiVersion' | 'charset'>;
}

/** Why nothing can be read in an answer. */
export type Unreadable = 'webPage' | 'empty' | 'tooMuch' | 'other';

/** What came of reading an answer: plain data, without any words. */
export type Reading<Kind extends AnswerKind = AnswerKind> =
  | { data: AnswerData[Kind] }
  /** The PBX said no. */
  | { refused: { errno: string | undefined } }
  | { misfit: Misfit }
  | { unreadable: Unreadable };

/** Reads answers, in whatever thread. */
export interface AnswerReader {
  /**
   * @param signal ends the reading; what comes back then is of no use.
   * @throws the signal's reason.
   */
  read<Kind extends AnswerKind>(task: AnswerTask<Kind>, signal: AbortSignal): Promise<Reading<Kind>>;
}

/** Reads an answer in the thread that asks. Never throws, and takes time in proportion to its size. */
export function readAnswer<Kind extends AnswerKind>(task: AnswerTask<Kind>): Reading<Kind>;
export function readAnswer({ kind, connection, ...answer }: AnswerTask): Reading {
  const text = readText(answer, connection.charset);
  if (typeof text !== 'string') {
    return isWebPage(roughText(answer), answer.contentType) ? { unreadable: 'webPage' } : { misfit: text };
  }
  const decoded = decode(text);
  const { data: status } = statusAnswer.safeParse(decoded);
  if (!decoded || !status) return unreadable(text, answer.contentType);
  if (!status.status) return { refused: { errno: status.errno } };
  const data = readers[kind](decoded, connection);
  return data ? { data: data.value } : unreadable(text, answer.contentType);
}

type Reader<Data> = (
  answer: Record<string, unknown>,
  connection: AnswerTask['connection'],
) => { value: Data } | undefined;

const readers: { [Kind in AnswerKind]: Reader<AnswerData[Kind]> } = {
  bare: () => ({ value: undefined }),
  login: (answer) => valueOf(loginAnswer.safeParse(answer)),
  deviceInfo: (answer) => valueOf(deviceInfoAnswer.safeParse(answer)),
  trunks: (answer, connection) => {
    const { entries, doubt } = trunksAnswer.parse(answer);
    return { value: { entries: existingTrunks(connection, entries), doubt } };
  },
  statuses: (answer) => valueOf(statusesAnswer.safeParse(answer)),
};

function valueOf<Data>({ data }: { data?: Data }): { value: Data } | undefined {
  return data === undefined ? undefined : { value: data };
}

function unreadable(text: string, contentType: string | undefined): Reading {
  if (isWebPage(text, contentType)) return { unreadable: 'webPage' };
  return { unreadable: text.trim() === '' ? 'empty' : 'other' };
}
