/**
 * xterm.js draws with <style> elements and style attributes, both of which the page's policy forbids: they could come from
 * anywhere. The same through the CSS object model, which only scripts of the page reach, is allowed.
 */

/** Has style attributes that scripts set go through the object model. */
export function allowStyleAttributes(): void {
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string): void {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
    else set.call(this, name, value);
  };
}

/** A <style> element whose text becomes a sheet of the document's. */
function styleElement(): HTMLStyleElement {
  const element = document.createElement('style');
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

/** The document as xterm.js is to see it. */
export function documentWithSheets(): Document {
  return new Proxy(document, {
    get: (target, name) => {
      if (name === 'createElement') {
        return (tag: string) => (tag === 'style' ? styleElement() : target.createElement(tag));
      }
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
