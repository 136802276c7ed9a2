package org.danaus.union;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.LibserviceFactory;
import org.danaus.libservice.policy.CopyUpPolicy;
import org.danaus.libservice.policy.Policy;
import org.danaus.libservice.policy.WhiteoutFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Makes unions. Its policies are services; the references to them are static, so that the factory is registered anew whenever one comes or goes, and the filesystem service swaps
 * every union over: none goes on with a policy whose bundle is gone.
 */
@Component(
        name = UnionFactory.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = {
            LibserviceFactory.TYPE + "=" + UnionFactory.TYPE_NAME,
            LibserviceFactory.OPTIONS + "=" + UnionFactory.PID,
            "formats.cardinality.minimum:Integer=3",
            "copyUps.cardinality.minimum:Integer=1"
        })
@Designate(ocd = UnionFactory.Options.class)
public final class UnionFactory implements LibserviceFactory {
    static final String PID = "org.danaus.union";
    static final String TYPE_NAME = "union";

    private final Map<String, WhiteoutFormat.Factory> formats;
    private final Map<String, CopyUpPolicy> copyUps;

    /** What a union can be told. */
    @ObjectClassDefinition(name = "union", description = "Several branches, seen as one filesystem")
    public @interface Options {
        /** Option {@code branch}. */
        @AttributeDefinition(
                description = "A branch, the topmost first: PATH:MODE in the layer below, or @FILESYSTEM[/PATH]:MODE;"
                        + " MODE is rw or ro")
        String[] branch();

        /** Option {@code whiteout}. */
        @AttributeDefinition(description = "How deletions are written down: overlay, aufs, unionfs, or another policy")
        String whiteout() default OverlayFormat.NAME;

        /** Option {@code copy-up}. */
        @AttributeDefinition(
                description = "How files are copied before they are changed: whole-file, or another policy")
        String copy$_$up() default WholeFile.NAME;

        /** Option {@code sync}. */
        @AttributeDefinition(
                description =
                        "Whether a copy is on stable storage before it takes the place of what it was copied from")
        boolean sync() default true;
    }

    /** A factory with these policies, by {@link Policy#NAME}. */
    @Activate
    public UnionFactory(
            @Reference(
                            name = "formats",
                            cardinality = ReferenceCardinality.MULTIPLE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, WhiteoutFormat.Factory>> formats,
            @Reference(
                            name = "copyUps",
                            cardinality = ReferenceCardinality.MULTIPLE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, CopyUpPolicy>> copyUps) {
        this.formats = byName(formats);
        this.copyUps = byName(copyUps);
    }

    private static <T> Map<String, T> byName(List<Map.Entry<Map<String, Object>, T>> policies) {
        return policies.stream()
                .filter(policy -> policy.getKey().get(Policy.NAME) != null)
                .collect(Collectors.toMap(
                        policy -> policy.getKey().get(Policy.NAME).toString(),
                        Map.Entry::getValue,
                        (first, second) -> first,
                        TreeMap::new));
    }

    @Override
    public Libservice create(LibserviceContext context, Map<String, Object> options) throws CompositionException {
        WhiteoutFormat.Factory format = policy(context, "whiteout", options, formats);
        CopyUpPolicy copyUp = policy(context, "copy-up", options, copyUps);
        List<BranchSpec> specs = BranchSpec.parse(context, (String[]) options.get("branch"));
        try {
            Branch[] branches = Branches.open(context.filesystem(), specs, format);
            return new Union(context, branches, copyUp, Boolean.TRUE.equals(options.get("sync")));
        } catch (ErrnoException e) {
            throw new CompositionException(
                    "union of " + context.filesystem() + ": its branches cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> T policy(
            LibserviceContext context, String option, Map<String, Object> options, Map<String, T> policies)
            throws CompositionException {
        T policy = policies.get(String.valueOf(options.get(option)));
        if (policy == null) {
            throw new CompositionException("union of " + context.filesystem() + ": there is no policy '"
                    + options.get(option) + "' for option " + option + "; there are " + policies.keySet());
        }
        return policy;
    }
}
