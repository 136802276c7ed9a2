package org.danaus.union;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person is told of a directory of the union. */
final class Description {
    private Description() {}

    static void directory(Map<String, String> description, Branch[] branches, BranchPlace[] places) {
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != null && places[i].exists()) {
                merged.add(branches[i].text);
            }
        }
        BranchPlace top = places[UnionNode.topmost(places)];
        description.put("merged", String.join(" ", merged));
        if (top.redirect() != null) {
            description.put("redirect", new String(top.redirect(), StandardCharsets.UTF_8));
        }
        if (top.opaque()) {
            description.put("opaque", "yes");
        }
    }
}
