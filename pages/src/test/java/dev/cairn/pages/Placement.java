// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import com.microsoft.playwright.Page;
import java.util.List;

/// Where the browser put the text of a journey.
///
/// ```
/// c-scan: outside: 1 critical finding in libxml2
/// c-scan: on each other: scan / 12 min
/// ```
final class Placement {
  private Placement() {}

  /// Text of a card, a stage's head or a pill that reaches beyond it, or into its neighbour.
  static List<String> problems(Page page) {
    return strings(
        page.evaluate(
            """
            () => {
              const box = it => it.getBBox();
              const shown = it => [...it.querySelectorAll('text')].filter(t => box(t).width > 0);
              const outside = (b, o) =>
                b.x < o.x - .5 || b.x + b.width > o.x + o.width + .5 || b.y < o.y - .5 || b.y + b.height > o.y + o.height + 1.5;
              const meet = (a, b) =>
                a.x < b.x + b.width - .5 && b.x < a.x + a.width - .5 && a.y < b.y + b.height - 3 && b.y < a.y + a.height - 3;
              const problems = [];
              const pairs = (name, texts) => texts.forEach((t, i) => texts.slice(i + 1)
                .filter(u => meet(box(t), box(u)))
                .forEach(u => problems.push(name + ': on each other: ' + t.textContent + ' / ' + u.textContent)));
              document.querySelectorAll('svg.j a.n').forEach(card => {
                const outline = box(card.querySelector('.bx:not(.bk)'));
                const texts = shown(card);
                texts.filter(t => outside(box(t), outline))
                  .forEach(t => problems.push(card.id + ': outside: ' + t.textContent));
                const signs = [...card.querySelectorAll('use')].map(u => u);
                texts.forEach(t => signs.filter(u => meet(box(t), box(u)))
                  .forEach(() => problems.push(card.id + ': on a sign: ' + t.textContent)));
                pairs(card.id, texts);
              });
              document.querySelectorAll('svg.j .w').forEach(pill => shown(pill)
                .filter(t => outside(box(t), box(pill.querySelector('rect'))))
                .forEach(t => problems.push('pill: outside: ' + t.textContent)));
              const svg = document.querySelector('svg.j');
              const heads = [...svg.querySelectorAll('.st')].flatMap(shown);
              pairs('stages', heads);
              const whole = svg.viewBox.baseVal;
              heads.filter(t => outside(box(t), whole)).forEach(t => problems.push('stages: outside: ' + t.textContent));
              return problems;
            }
            """));
  }

  /// Text of the phone's list that reaches beyond its card.
  static List<String> outsideTheRail(Page page) {
    return strings(
        page.evaluate(
            """
            () => [...document.querySelectorAll('.rail li li a')].filter(a => a.offsetWidth > 0).flatMap(a => {
              const card = a.getBoundingClientRect();
              return [...a.querySelectorAll('b, small, span')].filter(t => {
                const range = document.createRange();
                range.selectNodeContents(t);
                const b = range.getBoundingClientRect();
                return b.width > 0 && (b.left < card.left - .5 || b.right > card.right + .5 || b.bottom > card.bottom + .5);
              }).map(t => a.textContent + ': outside: ' + t.textContent);
            })
            """));
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}
