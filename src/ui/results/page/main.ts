import '../../webview/page/zodWithoutEval.ts';
import '../../webview/page/page.css';
import '../../webview/page/controls.css';
import './results.css';
import './table.css';
import { openPage } from '../../webview/page/openPage.ts';
import { startPage } from '../../webview/page/startPage.ts';
import { toResultsPageSchema } from '../protocol.ts';
import { readView } from './view.ts';
import { ResultsPage } from './resultsPage.ts';

startPage(
  openPage(),
  toResultsPageSchema,
  ({ about }, kept, services) => new ResultsPage(about, readView(kept), services),
);
