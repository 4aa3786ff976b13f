import assert from 'node:assert/strict';
import { ResultsConversation, type ResultsSource } from '../../../src/ui/results/conversation.ts';
import {
  toResultsPageSchema,
  type Results,
  type ResultsState,
  type Row,
} from '../../../src/ui/results/protocol.ts';
import type { Posted } from '../../../src/ui/webview/protocol.ts';

const rows: Row[] = [
  { pbx: 'hq', trunkname: 'a', outcome: 'failed' },
  { pbx: 'hq', trunkname: 'b', outcome: 'added' },
];
const results: Results = {
  title: 'A run',
  headline: '1 added, 1 failed.',
  facts: [],
  groups: [],
  rowKind: 'trunks',
  rows,
  attention: [{ row: 0, more: 0, actions: ['showInFile'] }],
  attentionLeft: 0,
  inFiles: true,
};

/** A conversation with a source that can be held, and everything around it written down. */
function bench() {
  const posted: Posted<ResultsState>[] = [];
  const done: unknown[] = [];
  const logged: string[] = [];
  let listener: () => void = () => assert.fail('Nobody listens');
  let read: ResultsSource['read'] = () => Promise.resolve({ results, actions: ['undo'] });
  const conversation = new ResultsConversation(
    'a report',
    {
      read: () => read(),
      onDidChange: (heard) => {
        listener = heard;
        return { dispose: () => done.push('no longer listens') };
      },
      actOnRow: (action, row) => done.push([action, row.trunkname]),
      act: (action) => done.push(action),
      texts: () => Promise.resolve({ name: 'a report', markdown: '# A report', json: '{}' }),
    },
    { post: (message) => posted.push(message) },
    (action, texts) => done.push([action, texts.name]),
    { warn: (text) => logged.push(text), error: (error) => logged.push(String(error)) },
  );
  const revision = () => posted.at(-1)?.revision ?? -1;
  return {
    conversation,
    posted,
    done,
    logged,
    reads: (next: ResultsSource['read']) => (read = next),
    changes: () => {
      listener();
    },
    hear: (message: { type: string; [key: string]: unknown }) =>
      conversation.page.receive(message.type === 'ready' ? message : { revision: revision(), ...message }),
  };
}

describe('the host’s side of a page with results', () => {
  it('reads them when the page listens, and posts nothing that its schema refuses', async () => {
    const { posted, hear } = bench();
    assert.equal(posted.length, 0);
    await hear({ type: 'ready' });
    const last = posted.at(-1);
    assert.deepEqual(last?.state, {
      about: 'a report',
      results,
      problem: undefined,
      actions: ['undo', 'saveMarkdown', 'saveJson'],
    });
    assert.ok(toResultsPageSchema.safeParse(JSON.parse(JSON.stringify(last))).success);
  });

  it('does only what it has offered', async () => {
    const { done, hear } = bench();
    await hear({ type: 'ready' });
    await hear({ type: 'act', action: 'undo' });
    await hear({ type: 'act', action: 'continue' });
    await hear({ type: 'act', action: 'saveMarkdown' });
    await hear({ type: 'actOnRow', action: 'showInFile', row: 1 });
    await hear({ type: 'actOnRow', action: 'signIn', row: 1 });
    await hear({ type: 'actOnRow', action: 'showInFile', row: 2 });
    assert.deepEqual(done, ['undo', ['saveMarkdown', 'a report'], ['showInFile', 'b']]);
  });

  it('shows in its file what names a place there, and nothing else where not all are in files', async () => {
    const { done, reads, hear } = bench();
    const places = rows.map((row, index) => (index === 1 ? { ...row, place: 'hq.trunks.yaml:3' } : row));
    reads(() => Promise.resolve({ results: { ...results, rows: places, inFiles: false }, actions: [] }));
    await hear({ type: 'ready' });
    await hear({ type: 'actOnRow', action: 'showInFile', row: 0 });
    await hear({ type: 'actOnRow', action: 'showInFile', row: 1 });
    assert.deepEqual(done, [['showInFile', 'b']]);
  });

  it('offers to save nothing where there is nothing', async () => {
    const { posted, reads, hear } = bench();
    reads(() => Promise.resolve({ problem: 'It is gone.', actions: [] }));
    await hear({ type: 'ready' });
    assert.deepEqual(posted.at(-1)?.state.actions, []);
  });

  it('ignores what is not in the protocol, and does not log its content', async () => {
    const { done, logged, hear } = bench();
    await hear({ type: 'ready' });
    await hear({ type: 'act', action: 'format' });
    await hear({ type: 'actOnRow', action: 'showInFile', row: -1 });
    await hear({ type: 'act', action: 'undo', secret: 'planted-in-a-message' });
    assert.deepEqual(done, []);
    assert.equal(logged.length, 3);
    assert.doesNotMatch(logged.join(), /planted/);
  });

  it('tells the page what has changed, and drops a reading that a newer one has overtaken', async () => {
    const { posted, reads, changes, hear } = bench();
    await hear({ type: 'ready' });
    const answers: ((actions: ResultsState['actions']) => void)[] = [];
    reads(
      () =>
        new Promise((resolve) => {
          answers.push((actions) => {
            resolve({ results, actions });
          });
        }),
    );
    changes();
    changes();
    answers[1]?.([]);
    await new Promise(setImmediate);
    answers[0]?.(['undo', 'continue']);
    await new Promise(setImmediate);
    assert.deepEqual(posted.at(-1)?.state.actions, ['saveMarkdown', 'saveJson']);
  });

  it('tells a page that has the rows only those that have changed, and one that is built anew all', async () => {
    const { posted, reads, changes, hear } = bench();
    await hear({ type: 'ready' });
    const [first, second] = rows;
    assert.ok(first && second);
    const now = { ...second, message: 'It is registered.' };
    reads(() => Promise.resolve({ results: { ...results, rows: [first, now] }, actions: [] }));
    changes();
    await new Promise(setImmediate);
    const last = posted.at(-1);
    assert.deepEqual(last?.state.changedRows, [{ row: 1, now }]);
    assert.deepEqual(last.state.results?.rows, []);
    assert.ok(toResultsPageSchema.safeParse(JSON.parse(JSON.stringify(last))).success);
    await hear({ type: 'ready' });
    assert.deepEqual(posted.at(-1)?.state.results?.rows, [first, now]);
    assert.equal(posted.at(-1)?.state.changedRows, undefined);
  });

  it('tells all rows when there are others', async () => {
    const { posted, reads, changes, hear } = bench();
    await hear({ type: 'ready' });
    reads(() => Promise.resolve({ results: { ...results, rows: rows.slice(1) }, actions: [] }));
    changes();
    await new Promise(setImmediate);
    assert.deepEqual(posted.at(-1)?.state.results?.rows, rows.slice(1));
  });

  it('keeps what it shows when it cannot be read again, and says so in the log', async () => {
    const { posted, logged, reads, changes, hear } = bench();
    await hear({ type: 'ready' });
    reads(() => Promise.reject(new Error('The disk is gone')));
    changes();
    await new Promise(setImmediate);
    assert.deepEqual(posted.at(-1)?.state.results, results);
    assert.match(logged.join(), /The disk is gone/);
  });

  it('stops listening when its page is closed', () => {
    const { conversation, done } = bench();
    conversation.end();
    assert.deepEqual(done, ['no longer listens']);
  });
});
