import { EventEmitter } from 'node:events';
import { app } from './app.ts';

type Template = {
  label?: string;
  id?: string;
  submenu?: Template[] | Menu;
  click?: (...args: unknown[]) => void;
} & Record<string, unknown>;

/** A menu's item: a test calls `click()` as it would on Electron's. Roles do nothing. */
export class MenuItem {
  label: string;
  id: string | undefined;
  submenu: Menu | undefined;
  enabled = true;
  visible = true;
  checked = false;
  readonly click: (...args: unknown[]) => void;

  constructor(template: Template) {
    const { submenu, click, ...rest } = template;
    Object.assign(this, rest);
    this.label = template.label ?? String(template['role'] ?? '');
    this.id = template.id;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    this.click = (...args) => click?.(this, ...args);
  }
}

/** `Menu`: a tree of items that is never drawn; accelerators are not pressed by keys. */
export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (Template | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    app.applicationMenu = menu;
  }

  static getApplicationMenu = (): unknown => app.applicationMenu;

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    this.emit('menu-will-show');
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}
