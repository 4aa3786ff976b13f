import assert from 'node:assert/strict';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { PbxApi, type PbxApiOptions } from '../../../../src/pbx/api.ts';
import { BackgroundAnswerReader } from '../../../../src/pbx/answers/backgroundAnswerReader.ts';
import { PbxError } from '../../../../src/pbx/errors.ts';
import { localAnswerReader } from '../../../../src/pbx/answers/localAnswerReader.ts';
import type { AnswerReader } from '../../../../src/pbx/answers/readAnswer.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { connectionTo, failure, plantedPassword, type ConnectionEntry } from '../../../support/pbxClient.ts';
import { RawServer, withLength } from '../../../support/rawServer.ts';

const script = resolve('out/test/answerWorker.js');
const never = new AbortController().signal;

/** An answer of about this many trunks, 130 bytes each. */
const trunksJson = (count: number) =>
  JSON.stringify({
    status: 'Success',
    trunks: Array.from({ length: count }, (_, index) => ({
      id: index,
      trunkname: `t-${index} \u00fc\ud83d\udcde`,
      trunktype: index % 2 === 0 ? 'register' : 'account',
      fromuser: index % 3 === 0 ? null : '12345678901234567890',
      password: plantedPassword,
      maxchans: { a: [1.0, true, null, `-${plantedPassword}-`] },
    })),
  });
const trunksXml = (count: number) =>
  `<?xml version="1.0"?><xml><status>Success</status><trunks>${Array.from(
    { length: count },
    (_, index) =>
      `<item id="${index}"><trunkname>t &amp; ${index}</trunkname><port> 5060</port><tech>SIP</tech></item>`,
  ).join('\n  ')}</trunks></xml>\0`;
const statusesJson = (count: number) =>
  JSON.stringify({
    status: 'Success',
    trunklist: Array.from({ length: count }, (_, index) => ({
      trunkname: `t-${index}`,
      status: null,
      type: 'SIP',
    })),
  });

describe('a long answer', () => {
  let server: RawServer;
  let reader: BackgroundAnswerReader;
  let apis: PbxApi[];
  let bytes: string | Buffer;
  /** The threads that were started. */
  let workers: Worker[];
  const note = (worker: Worker) => workers.push(worker);

  beforeEach(async () => {
    workers = [];
    process.on('worker', note);
    apis = [];
    reader = new BackgroundAnswerReader(script);
    server = await RawServer.start((_request, socket) => socket.write(bytes));
  });
  afterEach(async () => {
    process.off('worker', note);
    reader.dispose();
    await Promise.all(apis.map((api) => api.close()));
    await server.stop();
  });

  const api = (answers: AnswerReader, more: ConnectionEntry = {}, options: Partial<PbxApiOptions> = {}) => {
    const one = new PbxApi(connectionTo(server.url, more), {
      name: 'hq',
      timeoutMs: 60_000,
      answers,
      ...options,
    });
    apis.push(one);
    return one;
  };
  const read = (text: string, answers: AnswerReader = reader, signal = never) =>
    answers.read(
      {
        bytes: Buffer.from(new TextEncoder().encode(text).buffer),
        contentType: undefined,
        kind: 'trunks',
        connection: { apiVersion: 'v0.0.1' },
      },
      signal,
    );
  const names = (reading: Awaited<ReturnType<typeof read>>) =>
    'data' in reading ? reading.data.entries.map(({ trunkname }) => trunkname) : reading;

  it('is read off this thread as it is in it', async () => {
    const gbk = Buffer.concat([
      Buffer.from('{"status":"Success","trunks":[{"trunkname":"'),
      Buffer.alloc(400_000, 0xb5),
    ]);
    const answers: [string, string | Buffer, ConnectionEntry][] = [
      ['trunks in JSON', trunksJson(3000), {}],
      ['trunks in XML', trunksXml(5000), { format: 'xml' }],
      ['trunks of v1.1.0', trunksJson(3000), { apiVersion: 'v1.1.0' }],
      ['statuses', statusesJson(6000), {}],
      ['a refusal', `{"status":"Failed","errno":"20004"${' '.repeat(400_000)}}`, {}],
      ['a web page', `<html><body>${'x'.repeat(400_000)}</body></html>`, {}],
      ['nothing', ' '.repeat(400_000), {}],
      ['half an answer', trunksJson(3000).slice(0, -2), {}],
      ['too many parts', `<xml>${'<a/>'.repeat(1_500_000)}</xml>`, { format: 'xml' }],
      ['bytes that are no UTF-8', gbk, {}],
      ['bytes that are no GBK', Buffer.alloc(400_000, 0xff), { charset: 'gbk' }],
    ];
    for (const [name, body, more] of answers) {
      bytes = Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`),
        Buffer.from(body),
      ]);
      const told = [];
      for (const answersOf of [reader, localAnswerReader]) {
        const one = api(answersOf, more);
        const calls = [one.trunks('t', 'all'), one.statuses('t'), one.deviceInfo('t'), one.apply('t')];
        told.push(
          await Promise.all(
            calls.map((call) =>
              call.catch((error: unknown) => {
                assert.ok(error instanceof PbxError, name);
                const { kind, message, errno, mayHaveArrived } = error;
                return { kind, message, errno, mayHaveArrived };
              }),
            ),
          ),
        );
      }
      // Of a failure with thousands of entries nobody could read the difference. What is undefined does not come along.
      assert.ok(JSON.stringify(told[0]) === JSON.stringify(told[1]), name);
    }
    // All of them one after another in the same.
    assert.equal(workers.length, 1);
  });

  it('leaves this thread to others while it is read', async () => {
    const text = trunksJson(6000);
    const turnsOf = async (answers: AnswerReader) => {
      let turns = 0;
      const counting = new AbortController();
      const reading = read(text, answers).finally(() => {
        counting.abort();
      });
      while (!counting.signal.aborted) {
        await setImmediate();
        turns += 1;
      }
      assert.equal((names(await reading) as string[]).length, 6000);
      return turns;
    };
    assert.ok((await turnsOf(localAnswerReader)) < 10);
    assert.ok((await turnsOf(reader)) > 50);
  });

  it('has a thread only where it is long', async () => {
    const short = trunksJson(500);
    assert.ok(short.length < 256 * 1024);
    assert.equal((names(await read(short)) as string[]).length, 500);
    assert.equal(workers.length, 0);
  });

  it('has no more time than its request', async () => {
    bytes = withLength(trunksXml(50_000));
    const clock = new FakeClock();
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolved) => {
      begin = resolved;
    });
    const answers: AnswerReader = {
      read: (task, signal) => {
        const reading = reader.read(task, signal);
        begin();
        return reading;
      },
    };
    const one = api(answers, { format: 'xml' }, { clock, timeoutMs: 5000 });
    const call = failure(
      one.trunks('t', 'all'),
      'timeout',
      /^The answer of hq \(127\.0\.0\.1:\d+\) could not be read within 5 s\./,
    );
    await begun;
    const ended = once(workers[0] ?? assert.fail('no thread'), 'exit');
    await clock.pass(5000);
    assert.ok((await call).mayHaveArrived);
    await ended;
    assert.equal(clock.timers, 0);
    // The next one gets another.
    bytes = withLength(trunksXml(5000));
    assert.equal((await one.trunks('t', 'all')).trunks.length, 5000);
    assert.equal(workers.length, 2);
    assert.equal(clock.timers, 0);
  });

  it('is given up when the call is', async () => {
    bytes = withLength(trunksXml(50_000));
    const stop = new AbortController();
    const answers: AnswerReader = {
      read: (task, signal) => {
        const reading = reader.read(task, signal);
        stop.abort();
        return reading;
      },
    };
    const error = await failure(api(answers).trunks('t', 'all', stop.signal), 'cancelled', /^Cancelled\.$/);
    assert.ok(error.mayHaveArrived);
    await once(workers[0] ?? assert.fail('no thread'), 'exit');
  });

  it('waits for its turn, and takes nothing from the others when it is given up', async () => {
    const stops = [new AbortController(), new AbortController(), new AbortController()];
    const readings = stops.map(({ signal }, index) =>
      read(trunksJson(3000 + index), reader, signal).then(
        (reading) => (names(reading) as string[]).length,
        (reason: unknown) => reason,
      ),
    );
    stops[1]?.abort('waiting');
    assert.deepEqual(await Promise.all(readings), [3000, 'waiting', 3002]);
    assert.equal(workers.length, 1);
    const first = read(trunksJson(3000), reader, stops[0]?.signal);
    const second = read(trunksJson(3001), reader, stops[2]?.signal);
    stops[0]?.abort('under way');
    await assert.rejects(first, (reason) => reason === 'under way');
    assert.equal((names(await second) as string[]).length, 3001);
    assert.equal(workers.length, 2);
    await assert.rejects(
      read(trunksJson(3000), reader, stops[0]?.signal),
      (reason) => reason === 'under way',
    );
  });

  it('is an error in words when its thread ends', async () => {
    bytes = withLength(trunksJson(3000));
    const broken = new BackgroundAnswerReader(resolve('out/test/no-such-worker.js'));
    const error = await failure(api(broken).trunks('t', 'all'), 'answer', /takes too much memory to read/);
    assert.ok(error.mayHaveArrived);
    // Node refuses to start that.
    const unstartable = new BackgroundAnswerReader('no-path');
    for (let count = 0; count < 2; count += 1) {
      assert.deepEqual(await read(trunksJson(3000), unstartable), { unreadable: 'tooMuch' });
    }
    const [one, other] = [read(trunksJson(3000)), read(trunksJson(3001))];
    reader.dispose();
    assert.deepEqual([await one, await other], [{ unreadable: 'tooMuch' }, { unreadable: 'tooMuch' }]);
  });
});
