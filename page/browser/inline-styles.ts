/**
 * xterm.js draws with <style> elements and style attributes, both of which the page's policy forbids: they could come from
 * anywhere. The same through the CSS object model, which only scripts of the page reach, is allowed.
 */

/** In place of a <style> element: its text becomes a sheet of the document's. */
function styleElement(): HTMLElement {
  // Even an empty <style> is reported as an offence, and a <template> is shown as little.
  const element = document.createElement('template') as HTMLElement;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  let text = '';
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set: (value: string) => {
      text = value;
      sheet.replaceSync(value);
    },
  });
  const remove = element.remove.bind(element);
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    remove();
  };
  return element;
}

/** Has style attributes that scripts set, and style elements that they make, go through the object model. */
export function allowStylesOfScripts(): void {
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string): void {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
    else set.call(this, name, value);
  };
  const create = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions): HTMLElement =>
    tag === 'style' ? styleElement() : create(tag, options);
}
