package org.danaus.service.core.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.service.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

class OptionsTest {
    private final List<Option> described = new ArrayList<>();

    private record Option(String id, int type, int cardinality, boolean required, String[] defaults, String[] choices)
            implements AttributeDefinition {
        static Option of(String id, int type) {
            return new Option(id, type, 0, false, null, null);
        }

        Option many() {
            return new Option(id, type, Integer.MAX_VALUE, required, defaults, choices);
        }

        Option needed() {
            return new Option(id, type, cardinality, true, defaults, choices);
        }

        Option or(String... values) {
            return new Option(id, type, cardinality, required, values, choices);
        }

        Option among(String... values) {
            return new Option(id, type, cardinality, required, defaults, values);
        }

        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return "what " + id + " means";
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return choices;
        }

        @Override
        public String[] getOptionLabels() {
            return choices;
        }

        @Override
        public String validate(String value) {
            if (choices != null) {
                return List.of(choices).contains(value) ? "" : "not one of them";
            }
            return value.equals("13") ? "an unlucky number" : "";
        }

        @Override
        public String[] getDefaultValue() {
            return defaults;
        }
    }

    /** As implementations have it: null, not an empty array, if there is none. */
    private AttributeDefinition[] definitions(int filter) {
        AttributeDefinition[] found = described.stream()
                .filter(option -> filter == ObjectClassDefinition.ALL
                        || option.required() == (filter == ObjectClassDefinition.REQUIRED))
                .toArray(AttributeDefinition[]::new);
        return found.length == 0 ? null : found;
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("unexpected call: " + method);
                    }
                    return answer;
                }));
    }

    private Map<String, Object> read(String layer) throws CompositionException {
        ObjectClassDefinition definition = (ObjectClassDefinition) Proxy.newProxyInstance(
                ObjectClassDefinition.class.getClassLoader(),
                new Class<?>[] {ObjectClassDefinition.class},
                (proxy, method, arguments) -> definitions((int) arguments[0]));
        MetaTypeInformation information =
                stub(MetaTypeInformation.class, Map.of("getObjectClassDefinition", definition));
        MetaTypeService service = stub(MetaTypeService.class, Map.of("getMetaTypeInformation", information));
        return new Options(service).read("acme/web", LayerSpec.parse(layer), provider("pid"));
    }

    @SuppressWarnings("unchecked")
    private static Provider provider(String pid) {
        Bundle bundle = stub(Bundle.class, Map.of("getSymbolicName", "bundle"));
        return new Provider("kind", pid, null, stub(ServiceReference.class, Map.of("getBundle", bundle)));
    }

    private void assertRefused(String layer, String message) {
        assertThatThrownBy(() -> read(layer))
                .isInstanceOf(CompositionException.class)
                .hasMessage("acme/web, layer kind: " + message);
    }

    @Test
    void shouldGiveEachOptionItsType() throws CompositionException {
        described.add(Option.of("text", AttributeDefinition.STRING));
        described.add(Option.of("int", AttributeDefinition.INTEGER));
        described.add(Option.of("long", AttributeDefinition.LONG));
        described.add(Option.of("double", AttributeDefinition.DOUBLE));
        described.add(Option.of("flag", AttributeDefinition.BOOLEAN));
        assertThat(read("kind,text= as it is ,int= 7,long=5000000000,double=1.5,flag=true"))
                .containsExactly(
                        Map.entry("text", " as it is "),
                        Map.entry("int", 7),
                        Map.entry("long", 5_000_000_000L),
                        Map.entry("double", 1.5),
                        Map.entry("flag", true));
    }

    @Test
    void shouldFillDefaultsInAndLeaveOutWhatHasNone() throws CompositionException {
        described.add(Option.of("int", AttributeDefinition.INTEGER).or("7"));
        described.add(Option.of("text", AttributeDefinition.STRING));
        assertThat(read("kind")).containsExactly(Map.entry("int", 7));
        assertThat(read("kind,int=8")).containsExactly(Map.entry("int", 8));
    }

    @Test
    void shouldGiveSeveralValuesAsAnArrayOfTheirType() throws CompositionException {
        described.add(Option.of("branch", AttributeDefinition.STRING).many().needed());
        described.add(Option.of("port", AttributeDefinition.INTEGER).many().or("1", "2"));
        Map<String, Object> options = read("kind,branch=/a,branch=/b\\,c");
        assertThat((String[]) options.get("branch")).containsExactly("/a", "/b,c");
        assertThat((Integer[]) options.get("port")).containsExactly(1, 2);
        assertThat((String[]) read("kind,branch=/a").get("branch")).containsExactly("/a");
    }

    @ParameterizedTest
    @CsvSource({
        "int=many,option 'int': 'many' is not a whole number",
        "int=5000000000,option 'int': '5000000000' is not a whole number",
        "int=,option 'int': '' is not a whole number",
        "int=13,option 'int': '13' is out of range; it takes: what int means",
        "double=x,option 'double': 'x' is not a number",
        "flag=yes,option 'flag': 'yes' is not true or false",
        "colour=blue,'option ''colour'': ''blue'' is not one of red, green'",
    })
    void shouldRefuseAWrongValue(String option, String message) {
        described.add(Option.of("int", AttributeDefinition.INTEGER));
        described.add(Option.of("double", AttributeDefinition.DOUBLE));
        described.add(Option.of("flag", AttributeDefinition.BOOLEAN));
        described.add(Option.of("colour", AttributeDefinition.STRING).among("red", "green"));
        assertRefused("kind," + option, message);
    }

    @Test
    void shouldRefuseTwoValuesWhereOneIsTaken() {
        described.add(Option.of("int", AttributeDefinition.INTEGER));
        assertRefused("kind,int=1,int=2", "option 'int' takes one value and was given 2");
    }

    @Test
    void shouldMissARequiredOption() {
        described.add(Option.of("directory", AttributeDefinition.STRING).needed());
        assertRefused("kind", "option 'directory' is missing: what directory means");
    }

    @Test
    void shouldNameTheOptionsThereAreForAnUnknownOne() {
        assertRefused("kind,x=1", "libservice kind has no option 'x'; it has none");
        described.add(Option.of("b", AttributeDefinition.STRING));
        described.add(Option.of("a", AttributeDefinition.STRING));
        assertRefused("kind,x=1", "libservice kind has no option 'x'; it has a, b");
    }

    @Test
    void shouldTakeNoOptionsWhereNoneAreDescribed() throws CompositionException {
        Options options = new Options(null);
        assertThat(options.read("acme/web", LayerSpec.parse("kind"), provider(null)))
                .isEmpty();
        assertThatThrownBy(() -> options.read("acme/web", LayerSpec.parse("kind,a=1"), provider(null)))
                .hasMessageContaining("it has none");
    }
}
