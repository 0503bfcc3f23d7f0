import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import { readInviteLink } from '../../shared/model/inviteLink.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { checkFilled, wrongsAmong, wrongsOf } from './checks.ts';
import { JoinAccountForm } from './JoinAccountForm.tsx';
import { useForm } from './useForm.ts';

type Found = AppOutput<'space:probe'>;

/** Asks for an address or an invite link, looks who answers there, and then for an account. */
export function JoinForm({ onJoined }: { onJoined: () => void }) {
  const [found, setFound] = useState<Found | null>(null);
  const [address, setAddress] = useState('');
  const invite = readInviteLink(address)?.invite ?? null;
  if (found !== null)
    return (
      <JoinAccountForm found={found} invite={invite} onJoined={onJoined} onOther={() => setFound(null)} />
    );
  return (
    <AddressForm
      address={address}
      onFound={(space, typed) => {
        setAddress(typed);
        setFound(space);
      }}
    />
  );
}

function AddressForm(props: { address: string; onFound: (found: Found, typed: string) => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const form = useForm({
    initial: { address: props.address },
    check: ({ address }) => wrongsAmong({ address: checkFilled(address) }),
    send: async ({ address }) => {
      const link = readInviteLink(address);
      const probed = await app.api.call('space:probe', { address: link?.address ?? address.trim() });
      if (probed.ok) {
        props.onFound(probed.data, address);
        return null;
      }
      // Whatever is wrong here is wrong with the address.
      return wrongsOf(probed.error, { [probed.error.code]: { field: 'address' } });
    },
  });
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      <Field
        {...form.bind('address')}
        autoFocus
        dir="ltr"
        inputMode="url"
        autoCapitalize="none"
        label={t('joinForm.address')}
        hint={t('joinForm.addressHint')}
      />
      <Button look="primary" size="large" type="submit" disabled={form.busy}>
        {form.busy ? t('joinForm.finding') : t('joinForm.find')}
      </Button>
    </form>
  );
}
