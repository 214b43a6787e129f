// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Contrast and colour-blind distance, computed from the style sheet that is served.
final class ContrastTest {
  private static final Pattern BLOCK = Pattern.compile(":root\\{([^}]*)}");
  private static final Pattern TOKEN = Pattern.compile("--([a-z]+):#([0-9a-f]{3,6})");
  private static final List<String> HUES = List.of("ok", "now", "wait", "bad");

  private static List<Map<String, int[]>> themes() {
    Matcher blocks = BLOCK.matcher(Assets.style());
    blocks.find();
    Map<String, int[]> light = colours(blocks.group(1));
    blocks.find();
    return List.of(light, colours(blocks.group(1)));
  }

  private static Map<String, int[]> colours(String block) {
    Map<String, int[]> colours = new HashMap<>();
    Matcher token = TOKEN.matcher(block);
    while (token.find()) {
      String hex = token.group(2);
      String full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
      int value = Integer.parseInt(full, 16);
      colours.put(token.group(1), new int[] {value >> 16, value >> 8 & 255, value & 255});
    }
    return colours;
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double luminance(int[] colour) {
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  }

  private static double contrast(int[] a, int[] b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  @Test
  void allTextHasFourAndAHalf() {
    for (Map<String, int[]> theme : themes()) {
      for (String ground : List.of("paper", "card")) {
        for (String text : List.of("ink", "mut", "ok", "now", "wait", "bad", "off")) {
          assertThat(contrast(theme.get(text), theme.get(ground)))
              .as("%s on %s", text, ground)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
      for (String hue : HUES) {
        for (String text : List.of("ink", "mut", hue)) {
          assertThat(contrast(theme.get(text), theme.get(hue + "b")))
              .as("%s on the tint of %s", text, hue)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
    }
  }

  @Test
  void allEdgesAndSignsHaveThree() {
    for (Map<String, int[]> theme : themes()) {
      for (String ground : List.of("paper", "card")) {
        assertThat(contrast(theme.get("edge"), theme.get(ground))).isGreaterThanOrEqualTo(3);
      }
    }
  }

  @Test
  void loudHuesStayApartForDeuteranopes() {
    for (Map<String, int[]> theme : themes()) {
      for (String one : HUES) {
        for (String other : HUES) {
          if (!one.equals(other)) {
            assertThat(distance(deuteranope(theme.get(one)), deuteranope(theme.get(other))))
                .as("%s and %s", one, other)
                .isGreaterThan(0.045);
          }
        }
      }
    }
  }

  /// Machado, Oliveira and Fernandes 2009, severity 1.0.
  private static double[] deuteranope(int[] colour) {
    double r = linear(colour[0]);
    double g = linear(colour[1]);
    double b = linear(colour[2]);
    return new double[] {
      0.367322 * r + 0.860646 * g - 0.227968 * b,
      0.280085 * r + 0.672501 * g + 0.047413 * b,
      -0.011820 * r + 0.042940 * g + 0.968881 * b
    };
  }

  private static double distance(double[] a, double[] b) {
    double[] x = oklab(a);
    double[] y = oklab(b);
    return Math.sqrt(
        Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2));
  }

  private static double[] oklab(double[] rgb) {
    double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
    double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
    double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }
}
