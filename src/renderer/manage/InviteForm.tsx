import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { mayInviteAs, permissionsIn } from '../../shared/model/permissions.ts';
import { givenRoleSchema } from '../../shared/model/running.ts';
import type { Role } from '../../shared/model/user.ts';
import type { Reply } from '../../shared/protocol/requests.ts';
import { MAX_INVITE_USES } from '../../shared/protocol/running.ts';
import { nameAll } from '../conversations/listing.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectConversations, selectUsers } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Checks } from '../ui/Checks.tsx';
import { Field } from '../ui/Field.tsx';
import { Segments } from '../ui/Segments.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useAct } from './useAct.ts';

const DAY_MS = 24 * 3_600_000;
const lives = { day1: 1, days7: 7, days30: 30, days365: 365 } as const;
type Life = keyof typeof lives;
type Given = Exclude<Role, 'owner'>;

/** Makes an invite: for whom, for how long, and what they see. */
export function InviteForm(props: {
  space: SpaceView;
  onMade: (made: Reply<'invite:create'>) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { space } = props;
  const act = useAct(space);
  const [role, setRole] = useState<Given>('member');
  const [life, setLife] = useState<Life>('days7');
  const [uses, setUses] = useState('1');
  const [chosen, setChosen] = useState<ReadonlySet<ConversationId>>(new Set());
  const [tried, setTried] = useState(false);
  const mine = useAppState((state) => selectUsers(state, space.spaceId)[space.userId]?.role) ?? 'guest';
  const roles = givenRoleSchema.options.filter((one) => mayInviteAs({ role: mine }, one));
  const count = Number(uses);
  const usesWrong = !Number.isInteger(count) || count < 1 || count > MAX_INVITE_USES;
  const needsPlace = role === 'guest' && chosen.size === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (usesWrong || needsPlace) return;
    const payload = { role, uses: count, lifeMs: lives[life] * DAY_MS, conversationIds: [...chosen] };
    const made = await act.act('invite:create', payload);
    if (made !== null) props.onMade(made);
  };
  return (
    <form className="manage-form" onSubmit={(event) => void submit(event)} noValidate>
      <h2 className="manage-title">{t('invites.make')}</h2>
      <div className="manage-form">
        <span className="field-label">{t('invites.role')}</span>
        <Segments
          label={t('invites.role')}
          value={role}
          options={roles.map((value) => ({ value, label: t(`governPeople.${value}`) }))}
          onChange={setRole}
        />
      </div>
      <div className="manage-form">
        <span className="field-label">{t('invites.expires')}</span>
        <Segments
          label={t('invites.expires')}
          value={life}
          options={(Object.keys(lives) as Life[]).map((value) => ({ value, label: t(`invites.${value}`) }))}
          onChange={setLife}
        />
      </div>
      <Field
        label={t('invites.uses')}
        value={uses}
        inputMode="numeric"
        error={usesWrong ? t('invites.usesWrong') : undefined}
        onChange={setUses}
      />
      <Places
        space={space}
        label={t(role === 'guest' ? 'invites.guestConversations' : 'invites.conversations')}
        chosen={chosen}
        onChange={setChosen}
        error={tried && needsPlace ? t('invites.guestNeeds') : undefined}
      />
      <FormProblem words={act.problem} />
      <div className="manage-row">
        <Button look="primary" type="submit" disabled={act.busy}>
          {t('invites.submit')}
        </Button>
        <Button onClick={props.onCancel}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}

/** The conversations that one may add people to, but for the one where everyone is. */
function Places(props: {
  space: SpaceView;
  label: string;
  chosen: ReadonlySet<ConversationId>;
  error: string | undefined;
  onChange: (chosen: ReadonlySet<ConversationId>) => void;
}) {
  const { space } = props;
  const { t } = useTranslation();
  const unknown = t('app.unknownPerson');
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const options = useMemo(() => {
    const spaceRole = users[space.userId]?.role ?? 'guest';
    const open = Object.values(conversations).filter(
      (view) => view.joined && permissionsIn(view, { spaceRole, role: 'member' }).addMembers,
    );
    return nameAll(open, users, space.userId, unknown)
      .map(({ view, name }) => ({ value: view.id, label: view.kind === 'channel' ? `#${name}` : name }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [conversations, users, space.userId, unknown]);
  return (
    <Checks
      label={props.label}
      options={options}
      chosen={props.chosen}
      error={props.error}
      onChange={props.onChange}
    />
  );
}
