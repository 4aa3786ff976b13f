import '../../webview/page/zodWithoutEval.ts';
import '../../webview/page/page.css';
import '../../webview/page/controls.css';
import './fields/fields.css';
import './add/add.css';
import './edit/edit.css';
import { openPage } from '../../webview/page/openPage.ts';
import { startPage } from '../../webview/page/startPage.ts';
import { toAddPageSchema } from '../add/protocol.ts';
import { toEditPageSchema } from '../edit/protocol.ts';
import { readAddDraft } from './add/addDraft.ts';
import { AddPage } from './add/addPage.ts';
import { readEditDraft } from './edit/editDraft.ts';
import { EditPage } from './edit/editPage.ts';

const root = openPage();
if (root.dataset['page'] === 'edit') {
  startPage(root, toEditPageSchema, ({ target }, kept, services) => {
    return new EditPage(target, readEditDraft(kept, target), services);
  });
} else {
  startPage(root, toAddPageSchema, (_state, kept, services) => new AddPage(readAddDraft(kept), services));
}
