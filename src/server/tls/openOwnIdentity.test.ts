import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../log.ts';
import { certificateFingerprint, type Identity, pinOfKey } from './Identity.ts';
import { CERTIFICATE_FILE, KEY_FILE, openOwnIdentity } from './openOwnIdentity.ts';

const DAY = 24 * 3_600_000;
const born = Date.UTC(2026, 0, 1);
const names = {
  dns: ['localhost', 'desk', 'desk.local'],
  ip: ['127.0.0.1', '::1', '192.168.1.20', 'fd00::7'],
};

function createDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const desk = {
    folder,
    keyPath: join(folder, KEY_FILE),
    certificatePath: join(folder, CERTIFICATE_FILE),
    now: born,
    names,
    open: () =>
      openOwnIdentity(folder, {
        clock: { now: () => desk.now },
        log: silentLog,
        names: () => desk.names,
      }),
  };
  return desk;
}

const pinOf = ({ shown }: Identity) => pinOfKey(shown.certificate.publicKey);
const certificateOf = ({ shown }: Identity) => certificateFingerprint(shown.certificate);
const lastsUntil = ({ shown }: Identity) => shown.certificate.validToDate.getTime();

describe('the certificate that a space makes for itself', () => {
  it('is for being a server alone, under all that the computer is called by, and lasts 397 days', async () => {
    const { shown } = await createDesk().open();
    const { certificate } = shown;
    for (const name of names.dns) expect(certificate.checkHost(name), name).toBeDefined();
    for (const address of names.ip) expect(certificate.checkIP(address), address).toBeDefined();
    expect(certificate.checkHost('elsewhere')).toBeUndefined();
    expect(certificate.checkIP('192.168.1.21')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    // Server authentication (RFC 5280 §4.2.1.12).
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    const { validFromDate, validToDate } = certificate;
    expect(validToDate.getTime() - validFromDate.getTime()).toBe(397 * DAY);
    expect(validFromDate.getTime()).toBeLessThan(born);
  });

  it('stays as it is over restarts, and its key is for its owner alone', async () => {
    const desk = createDesk();
    const one = await desk.open();
    desk.now += 300 * DAY;
    expect((await desk.open()).shown.cert).toBe(one.shown.cert);
    expect(readdirSync(desk.folder).sort()).toEqual([CERTIFICATE_FILE, KEY_FILE]);
    if (process.platform !== 'win32') expect(statSync(desk.keyPath).mode & 0o777).toBe(0o600);
  });

  it('is renewed a month before it ends, with the same key, while it runs and at the start', async () => {
    const desk = createDesk();
    const identity = await desk.open();
    const [pin, first, end] = [pinOf(identity), certificateOf(identity), lastsUntil(identity)];
    desk.now = end - 30 * DAY;
    expect(await identity.renew()).toBe(false);
    desk.now += 1;
    expect(await identity.renew()).toBe(true);
    expect(certificateOf(identity)).not.toBe(first);
    expect(pinOf(identity)).toBe(pin);
    const second = lastsUntil(identity);
    expect(second).toBeGreaterThan(end);
    desk.now = second + DAY;
    const reopened = await desk.open();
    expect(pinOf(reopened)).toBe(pin);
    expect(lastsUntil(reopened)).toBeGreaterThan(second);
  });

  it('is made anew where a clock that was wrong has put its beginning into the future', async () => {
    const desk = createDesk();
    const pin = pinOf(await desk.open());
    desk.now -= 30 * DAY;
    const identity = await desk.open();
    expect(identity.shown.certificate.validFromDate.getTime()).toBeLessThan(desk.now);
    expect(pinOf(identity)).toBe(pin);
  });

  it('names a new address and a new host name, with the same key', async () => {
    const desk = createDesk();
    const identity = await desk.open();
    const pin = pinOf(identity);
    desk.names = { ...names, ip: ['127.0.0.1', '::1', '10.0.0.5'] };
    expect(await identity.renew()).toBe(true);
    expect(identity.shown.certificate.checkIP('10.0.0.5')).toBeDefined();
    desk.names = { ...desk.names, dns: ['localhost', 'table', 'table.local'] };
    expect(await identity.renew()).toBe(true);
    expect(identity.shown.certificate.checkHost('table.local')).toBeDefined();
    expect(pinOf(identity)).toBe(pin);
    expect(await identity.renew()).toBe(false);
  });

  it('is not renewed for every address of IPv6 that the system gives itself', async () => {
    const desk = createDesk();
    const identity = await desk.open();
    desk.names = { ...names, ip: [...names.ip, '2001:db8::77'] };
    expect(await identity.renew()).toBe(false);
  });

  it.each([
    ['damaged', () => 'no certificate'],
    ['empty', () => ''],
  ])('is made anew with the same key where it is %s', async (_what, content) => {
    const desk = createDesk();
    const pin = pinOf(await desk.open());
    writeFileSync(desk.certificatePath, content());
    const identity = await desk.open();
    expect(pinOf(identity)).toBe(pin);
    expect(readFileSync(desk.certificatePath, 'utf8')).toBe(identity.shown.cert);
  });

  it('is made anew where it is of another key', async () => {
    const [desk, other] = [createDesk(), createDesk()];
    const pin = pinOf(await desk.open());
    writeFileSync(desk.certificatePath, (await other.open()).shown.cert);
    expect(pinOf(await desk.open())).toBe(pin);
  });

  it.each([
    ['damaged', () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['empty', () => ''],
    [
      'of another kind',
      () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])(
    'is not made where the key is %s: nobody is to be given another one unknowingly',
    async (_what, content) => {
      const desk = createDesk();
      await desk.open();
      writeFileSync(desk.keyPath, content());
      const before = readFileSync(desk.keyPath, 'utf8');
      await expect(desk.open()).rejects.toMatchObject({
        name: 'StartError',
        code: 'certificate',
        message: expect.stringContaining(desk.keyPath),
      });
      expect(readFileSync(desk.keyPath, 'utf8')).toBe(before);
    },
  );
});
