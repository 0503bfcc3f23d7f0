import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { inBrowser } from './en/inBrowser.ts';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The window's texts. They are part of the bundle, so they are there before the first frame. */
export function createTexts(): I18n {
  const texts = createInstance();
  void texts.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it puts into the page.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return texts;
}

/** Has the texts speak of a browser, before the first of them is shown. */
export function speakOfBrowser(texts: I18n): void {
  texts.addResourceBundle('en', 'translation', inBrowser, true, true);
}
