import { createContext, use } from 'react';
import { useStore } from 'zustand/react';
import type { App } from './app.ts';
import type { AppState } from './state.ts';

export const AppContext = createContext<App | null>(null);

/** The app's store and way out, for components that do things. */
export function useApp(): App {
  const app = use(AppContext);
  if (app === null) throw new Error('AppContext is missing');
  return app;
}

/** A part of what the window knows. The selector must give the same object as long as nothing changed. */
export const useAppState = <T,>(selector: (state: AppState) => T): T => useStore(useApp().store, selector);
