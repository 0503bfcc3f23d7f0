import { Search as SearchIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { find, searchFor, setScope } from '../actions/search.ts';
import { Panel } from '../panel/Panel.tsx';
import { closePanel } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { Search } from '../store/search.ts';
import { Empty } from '../ui/Empty.tsx';
import { Segments } from '../ui/Segments.tsx';
import { SearchHits } from './SearchHits.tsx';
import './search.css';

/** What is not yet indexed is asked for again after so long, in ms. */
const ASK_AGAIN_MS = 1_500;

/** Puts the focus on a hit of the list, the first one for 0. */
function focusHit(panel: HTMLElement | null, index: number): boolean {
  const hit = panel?.querySelectorAll<HTMLElement>('[data-hit]')[index];
  hit?.focus();
  return hit !== undefined;
}

/** Looking for words in what is on this computer, and the messages that hold them. */
export function SearchPanel(props: { space: SpaceView; conversation: ConversationView; edge: ReactNode }) {
  const { space, conversation } = props;
  const { t } = useTranslation();
  const app = useApp();
  const { spaceId } = space;
  const search = useAppState((state) => state.search);
  const body = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { asked, scope, complete, status } = search;

  useEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);

  // What is looked through follows the conversation that is open.
  const within = scope === 'here' ? conversation.id : null;
  useEffect(() => {
    void within;
    void find(app, spaceId);
  }, [app, spaceId, within]);

  useEffect(() => {
    if (complete || status !== 'ready') return;
    const timer = setTimeout(() => void find(app, spaceId), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [app, spaceId, complete, status]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const down = event.key === 'ArrowDown' || event.key === 'Enter';
    if (down && focusHit(body.current, 0)) event.preventDefault();
  };
  return (
    <Panel
      title={t('search.title')}
      label={t('search.label')}
      onClose={() => closePanel(app)}
      edge={props.edge}
    >
      <div className="search" ref={body}>
        <div className="search-head">
          <div className="search-field field-box">
            <SearchIcon aria-hidden="true" />
            <input
              ref={field}
              className="field-input"
              type="text"
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              data-entry
              aria-label={t('search.field')}
              placeholder={t('search.field')}
              value={search.text}
              onChange={(event) => searchFor(app, spaceId, event.target.value)}
              onKeyDown={onKeyDown}
            />
          </div>
          <Segments
            label={t('search.scope')}
            value={scope}
            options={[
              { value: 'here', label: t('search.here') },
              { value: 'everywhere', label: t('search.everywhere') },
            ]}
            onChange={(next) => setScope(app, spaceId, next)}
          />
        </div>
        <p className="unseen" role="status">
          {status === 'ready' && t('search.count', { count: search.hits.length })}
        </p>
        <Found search={search} space={space} onLeaveUp={() => field.current?.focus()} />
        <p className="search-note">{complete ? t('search.onlyHere') : t('search.incomplete')}</p>
      </div>
    </Panel>
  );
}

function Found(props: { search: Search; space: SpaceView; onLeaveUp: () => void }) {
  const { t } = useTranslation();
  const { search } = props;
  if (search.status === 'failed') return <Empty title={t('search.failed')} hint={t('search.failedHint')} />;
  if (search.hits.length > 0) return <SearchHits {...props} />;
  if (search.words.length > 0 && search.status === 'ready')
    return <Empty icon={<SearchIcon />} title={t('search.none')} hint={t('search.noneHint')} />;
  if (search.status === 'nothing')
    return <Empty icon={<SearchIcon />} title={t('search.begin')} hint={t('search.beginHint')} />;
  return <div className="search-hits" />;
}
