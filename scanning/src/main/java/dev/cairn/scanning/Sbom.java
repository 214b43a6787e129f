// SPDX-License-Identifier: Apache-2.0
package dev.cairn.scanning;

import dev.cairn.content.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A bill of materials in CycloneDX 1.6. It holds no time and no serial number: equal images, equal
/// bytes.
///
/// ```
/// {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,
///  "metadata":{"component":{"bom-ref":"pkg:oci/shop@sha256:…","name":"shop","purl":"…","type":"container","version":"sha256:…"}},
///  "components":[{"bom-ref":"pkg:maven/dev.example/bank-client@1.0.0","name":"bank-client","type":"library",…}]}
/// ```
final class Sbom {
  private Sbom() {}

  static byte[] of(String name, Digest image, Inventory inventory) {
    Map<String, Object> bom = new LinkedHashMap<>();
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("version", 1);
    bom.put("metadata", Map.of("component", container(name, image)));
    List<Object> components = new ArrayList<>();
    Map<String, List<Component>> byPurl = new LinkedHashMap<>();
    inventory
        .components()
        .forEach(c -> byPurl.computeIfAbsent(c.purl(), _ -> new ArrayList<>()).add(c));
    byPurl.values().forEach(same -> components.add(component(same)));
    bom.put("components", components);
    return Json.bytes(bom);
  }

  private static Map<String, Object> container(String name, Digest image) {
    String purl = Purl.of("oci", "", name.isEmpty() ? "image" : name, image.toString()).text();
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("type", "container");
    container.put("bom-ref", purl);
    container.put("name", name.isEmpty() ? "image" : name);
    container.put("version", image.toString());
    container.put("purl", purl);
    return container;
  }

  private static Map<String, Object> component(List<Component> same) {
    Component first = same.getFirst();
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("type", "library");
    component.put("bom-ref", first.purl());
    if (first.record() instanceof Component.Known.Maven(var group, var artifact)) {
      component.put("group", group);
      component.put("name", artifact);
    } else {
      component.put("name", first.name());
    }
    if (!first.version().isEmpty()) {
      component.put("version", first.version());
    }
    component.put("purl", first.purl());
    List<Object> properties = new ArrayList<>();
    if (first.record() instanceof Component.Known.Debian(_, var source, var version)) {
      properties.add(property("cairn:source", source + " " + version));
    }
    Set<String> paths = new LinkedHashSet<>();
    same.forEach(c -> paths.add(c.path()));
    paths.forEach(path -> properties.add(property("cairn:path", path)));
    component.put("properties", properties);
    return component;
  }

  private static Map<String, Object> property(String name, String value) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", name);
    property.put("value", value);
    return property;
  }
}
